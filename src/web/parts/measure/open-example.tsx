import { loadResultFile } from '../../files.ts';
import { ActionButton } from '../action-button.tsx';

async function openExample(): Promise<void> {
  const { newestExample } = await import('../../runs/examples.ts');
  await loadResultFile(await newestExample());
}

/** For who wants to see an answer before measuring, or cannot measure. */
export function OpenExample() {
  return <ActionButton label="Open an example" done="Opened" action={openExample} />;
}
