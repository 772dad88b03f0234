import { awaitedRun } from '../../link/link.ts';
import { reading } from '../../state.ts';
import { lazy } from '../lazy.tsx';

/** Below everything else of its place, once that is there: what comes above it later would move it. */
export const KeptRunsHere = lazy(async () => (await import('./kept-runs.tsx')).KeptRuns);
const Arrival = lazy(async () => (await import('./arrival.tsx')).Arrival);

/** What is on its way to the page, while anything is. */
export function ArrivalHere() {
  return reading.value !== null || awaitedRun.value?.isMissing ? <Arrival /> : null;
}
