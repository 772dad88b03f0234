import type { Look } from '../../look.ts';
import { isLookingLong } from '../../state.ts';

/** While no GPU has answered: that it is looked for, and after a while what may be wrong. */
export function Looking({ look }: { readonly look: Look }) {
  if (!isLookingLong.value) {
    return (
      <p class="looking quiet" role="status">
        Looking for a GPU…
      </p>
    );
  }
  return (
    <div class="no-gpu" role="alert">
      <h2>No GPU has answered yet</h2>
      <p>
        The browser has been asked for one, and says neither yes nor no: the driver hangs or is still
        starting, or another page keeps the GPU busy.
      </p>
      <p>
        Close other GPU-heavy pages and programs and look again. Where that does not help, restart the
        browser; chrome://gpu or about:support says whether it has a GPU at all.
      </p>
      <LookAgain look={look} />
    </div>
  );
}

export function LookAgain({ look }: { readonly look: Look }) {
  return (
    <button type="button" class="button" onClick={() => void look()}>
      Look again
    </button>
  );
}
