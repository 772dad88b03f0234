import type { Look } from '../look.ts';
import { DeviceCard } from '../parts/measure/device-card.tsx';
import { Looking } from '../parts/measure/looking.tsx';
import { NoGpu } from '../parts/measure/no-gpu.tsx';
import { OpenExample } from '../parts/measure/open-example.tsx';
import { RunForm } from '../parts/measure/run-form.tsx';
import { KeptRunsHere } from '../parts/runs/lazy-parts.tsx';
import type { Session } from '../session.ts';
import { description, isLookingLong } from '../state.ts';

/** One question, one button, and what this GPU is; everything else is folded. */
export function MeasureView({ session, look }: { readonly session: Session; readonly look: Look }) {
  const engine = description.value;
  return (
    <>
      <div class="ask">
        <section class="question" aria-labelledby="question">
          <h1 id="question">
            What limits running a language model on this GPU: memory, arithmetic or launching?
          </h1>
          <p class="lead">
            Writing one word after another, a model reads all of its weights once a word. If that reading
            takes the time, memory speed is the limit, and a faster processor would not help. Ridgepoint finds
            out by experiment: it takes memory traffic away and looks whether anything changes.
          </p>
          {engine === null && <Looking look={look} />}
          {engine?.status === 'unavailable' && (
            <>
              <NoGpu cause={engine.cause} message={engine.message} look={look} />
              <OpenExample />
            </>
          )}
          {engine?.status === 'ready' && <RunForm engine={engine} session={session} />}
        </section>
        <DeviceCard engine={engine} />
      </div>
      {(engine !== null || isLookingLong.value) && <KeptRunsHere />}
    </>
  );
}
