import type { ComponentChildren } from 'preact';
import { THRESHOLDS } from '../../analysis/evidence/thresholds.ts';
import { threshold } from '../../charts/measured.ts';
import { formatNumber, trimZeros } from '../../core/units.ts';
import { StatusWord } from '../parts/findings/finding-multiples.tsx';
import { Catalogue } from '../parts/measure/catalogue.tsx';
import { shown } from '../state.ts';

/** What is counted, how it is timed, what the statuses mean: with the constants in force. */
export function MethodView() {
  const loaded = shown.value?.file ?? null;
  const thresholds = loaded?.thresholds ?? THRESHOLDS;
  const inForce = (name: keyof typeof THRESHOLDS) => constantText(threshold({ thresholds }, name));
  return (
    <div class="method">
      <h1>How it is measured</h1>
      <p class="lead">
        A benchmark is an argument. This is what is counted, how it is timed, and what would refute the claim
        that batch-1 inference is bandwidth-bound.
      </p>
      <Part title="What is counted">
        <p>
          Useful FLOPs are those the mathematics needs: 2·M·K for a matrix–vector product, 2·nonzeros for a
          sparse one, 2·M·N·K for a matrix–matrix product. Compulsory bytes count every input read once and
          every output written once, in the stored type, indices included. Rates are these over the median
          time.
        </p>
        <p>
          Their ratio is the arithmetic intensity. A dense f32 matrix–vector product has 0.5 FLOP per byte,
          CSR 0.25. Peak arithmetic ÷ peak bandwidth is the <em>ridge point</em>: left of it a kernel should
          wait for memory, right of it for arithmetic.
        </p>
      </Part>
      <Part title="How it is timed">
        <p>
          The clock is measured first. A sample is one batch of executions between two timestamps, long enough
          for that clock. Weights rotate through copies larger than the last cache, so that they stream from
          memory; cases marked <em>hot</em> reuse one copy.
        </p>
        <p>
          Samples come in rounds in a shuffled order, and what is compared runs side by side, A B B A. A read
          probe watches every round, and rounds in which the device drifted are repeated. Intervals are 95 %,
          from a bootstrap that keeps neighbouring samples together.
        </p>
        <p>
          Every output is compared with a reference in double precision before and after timing. A case whose
          output is wrong has no number.
        </p>
      </Part>
      <Part title="How it is decided">
        <p>
          Each finding is judged by its whole interval: <StatusWord standing="supported" /> when all of it
          agrees with the prediction, <StatusWord standing="refuted" /> when all of it contradicts,{' '}
          <StatusWord standing="undecided" /> otherwise.
        </p>
        <p>
          Rates alone decide nothing. The heart is <em>dilution</em>: the same kernel runs with part of its
          memory traffic sent to a small set that stays in the nearest cache. If half of the traffic takes
          little more than half of the time, memory was the limit; if nothing changes, it was not. A random
          gather, diluted the same way, must respond, or the experiment decides nothing.
        </p>
        <p>
          Three ladders stand beside it. The same multiply-adds with weights of fewer bytes (E3) should take
          less time in proportion; more arithmetic on the same bytes (E4) should cost nothing until the knee;
          a second and a fourth vector (E5) should ride along. Weights that need unpacking are diluted too,
          and do not count where their instructions limit them.
        </p>
        <p>
          The verdict is <em>dispatch</em> or <em>compute</em> where that takes {inForce('regimeShare')} of
          the time; <em>bandwidth</em> where the roof and dilution support it, a ladder of bytes or batch does
          too, and no experiment refutes it; <em>none</em> where memory is excluded and nothing else explains
          the time. Anything short of that is <em>undecided</em> and says what is missing. Claims are judged
          in the same way, by the numbers of this run.
        </p>
        <p>
          An <em>unresolved</em> case lasts under {inForce('resolvedClockSteps')} steps of the clock: no
          number is read off it, and its point is hollow. A <em>skipped</em> case says why it does not fit
          this device; a <em>failed</em> one at which step it broke. Neither counts as zero.
        </p>
      </Part>
      <Part title="Constants in force">
        <p>
          {loaded
            ? 'Written into the result file that is shown.'
            : 'Fixed before any run, and written into every result file.'}
        </p>
        <dl class="facts constants">
          {Object.entries(thresholds).map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{constantText(value)}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Catalogue />
    </div>
  );
}

function constantText(value: number): string {
  return trimZeros(formatNumber(value, 4));
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
