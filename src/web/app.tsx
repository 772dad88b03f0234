import { printable } from '../core/printable.ts';
import type { Look } from './look.ts';
import { Header } from './parts/header.tsx';
import { lazy } from './parts/lazy.tsx';
import { RunStrip } from './parts/measure/run-strip.tsx';
import { ArrivalHere } from './parts/runs/lazy-parts.tsx';
import { place } from './route.ts';
import type { Session } from './session.ts';
import { failure } from './state.ts';
import { MeasureView } from './views/measure.view.tsx';
import { MethodView } from './views/method.view.tsx';

/** Figures and rules are half of the page, and loaded when somebody goes there. */
const FindingsView = lazy(async () => (await import('./views/findings.view.tsx')).FindingsView);
const CompareView = lazy(async () => (await import('./views/compare.view.tsx')).CompareView);

/** The hash names the place, so following the link would leave it. */
function skipToContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

export function App({ session, look }: { readonly session: Session; readonly look: Look }) {
  return (
    <>
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place in the page, as links do */}
      <a class="skip-link" href="#content" onClick={skipToContent}>
        Skip to content
      </a>
      <Header />
      <RunStrip session={session} />
      {/* Another place is another page: what a run's strip moves down is then not what was read. */}
      <main key={place.value} id="content" class="page" tabIndex={-1}>
        {failure.value !== null && (
          <p class="alarm" role="alert">
            {printable(failure.value)}
          </p>
        )}
        <ArrivalHere />
        {place.value === 'measure' && <MeasureView session={session} look={look} />}
        {place.value === 'findings' && <FindingsView session={session} />}
        {place.value === 'compare' && <CompareView />}
        {place.value === 'method' && <MethodView />}
      </main>
    </>
  );
}
