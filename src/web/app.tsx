import { printable } from '../core/printable.ts';
import type { Look } from './look.ts';
import { RecordPanel } from './parts/findings/record-panel.tsx';
import { Header } from './parts/header.tsx';
import { RunStrip } from './parts/measure/run-strip.tsx';
import { ArrivalHere, KeptRunsHere } from './parts/runs/lazy-parts.tsx';
import { place } from './route.ts';
import type { Session } from './session.ts';
import { failure } from './state.ts';
import { FindingsView } from './views/findings.view.tsx';
import { MeasureView } from './views/measure.view.tsx';
import { MethodView } from './views/method.view.tsx';

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
      <main id="content" class="page" tabIndex={-1}>
        {failure.value !== null && (
          <p class="alarm" role="alert">
            {printable(failure.value)}
          </p>
        )}
        <ArrivalHere />
        {place.value === 'measure' && <MeasureView session={session} look={look} />}
        {place.value === 'findings' && <FindingsView />}
        {place.value === 'method' && <MethodView />}
        <KeptRunsHere />
      </main>
      <RecordPanel />
    </>
  );
}
