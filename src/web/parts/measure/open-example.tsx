import { openExample } from '../../example.ts';
import { ActionButton } from '../action-button.tsx';

/** For who wants to see an answer before measuring, or cannot measure. */
export function OpenExample() {
  return <ActionButton label="Open an example" done="Opened" action={openExample} />;
}
