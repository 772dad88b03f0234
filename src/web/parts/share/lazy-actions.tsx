import type { Shown } from '../../state.ts';
import { lazy } from '../lazy.tsx';

const RunActions = lazy(async () => (await import('./run-actions.tsx')).RunActions);

/** Its place is reserved: what is below does not move when it has arrived. */
export function RunActionsHere({ shown }: { readonly shown: Shown }) {
  return (
    <div class="run-actions no-print">
      <RunActions shown={shown} />
    </div>
  );
}
