import { awaitedRun } from '../../link/link.ts';
import { place } from '../../route.ts';
import { reading, shown } from '../../state.ts';
import { lazy } from '../lazy.tsx';

const KeptRuns = lazy(async () => (await import('./kept-runs.tsx')).KeptRuns);
const Arrival = lazy(async () => (await import('./arrival.tsx')).Arrival);

/** The list, where a run is started and where none is shown. */
export function KeptRunsHere() {
  const isHere = place.value === 'measure' || (place.value === 'findings' && shown.value === null);
  return isHere ? <KeptRuns /> : null;
}

/** What is on its way to the page, while anything is. */
export function ArrivalHere() {
  return reading.value !== null || awaitedRun.value?.isMissing ? <Arrival /> : null;
}
