import { loadResultFile } from './files.ts';

/** Committed runs of a GPU, each an asset of its own that is fetched when it is asked for. */
const EXAMPLES = import.meta.glob<string>('../../results/nvidia-h200/*-batch1-*.json', {
  query: '?url',
  import: 'default',
});

/** Opens the newest committed run of a GPU, as any result file. */
export async function openExample(): Promise<void> {
  const newest = Object.keys(EXAMPLES).sort().at(-1);
  if (newest === undefined) throw new Error('there is no example');
  const response = await fetch(await EXAMPLES[newest]!());
  if (!response.ok) throw new Error(`the example could not be fetched: ${response.status}`);
  await loadResultFile(new File([await response.blob()], newest.split('/').at(-1)!));
}
