import { runState } from './state.ts';

/** While the page measures, the browser asks before it is left: what was measured would be lost. */
export function askBeforeLeaving(): void {
  const ask = (event: Event) => event.preventDefault();
  runState.subscribe(state => {
    if (state === 'running') addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  });
}
