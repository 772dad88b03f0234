import type { Look } from '../look.ts';
import { DeviceCard } from '../parts/measure/device-card.tsx';
import { Looking } from '../parts/measure/looking.tsx';
import { NoGpu } from '../parts/measure/no-gpu.tsx';
import { RunForm } from '../parts/measure/run-form.tsx';
import type { Session } from '../session.ts';
import { description } from '../state.ts';

/** Before a run: what this GPU is, and what to measure on it. */
export function MeasureView({ session, look }: { readonly session: Session; readonly look: Look }) {
  const engine = description.value;
  return (
    <div class={engine?.status === 'unavailable' ? 'columns measure alone' : 'columns measure'}>
      <section class="question" aria-labelledby="question">
        <h1 id="question">
          Is batch-1 inference <span class="unbroken">bandwidth-bound</span> here?
        </h1>
        <p class="lead">
          Multiplying one vector by a large matrix should take as long as reading the matrix once. Ridgepoint
          measures whether that holds on your GPU, by experiment: it checks every kernel, times it against
          ceilings measured in the same run, and takes memory traffic away to see whether anything changes.
        </p>
        {engine === null && <Looking look={look} />}
        {engine?.status === 'unavailable' && (
          <NoGpu cause={engine.cause} message={engine.message} look={look} />
        )}
        {engine?.status === 'ready' && <RunForm engine={engine} session={session} />}
      </section>
      <DeviceCard engine={engine} />
    </div>
  );
}
