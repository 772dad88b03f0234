import type { OkRecord } from '../../core/record/record.ts';
import { MAXIMUM_KEPT_SAMPLES } from '../../measure/case/host-case.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'time/host-samples',
  severity: 'impossible',
  claim:
    'Code of the host is timed by a library that gives its samples sorted and without their time; everything else is kept in measured order.',
  *breaches({ ok }) {
    for (const { where, record } of ok) {
      const message = faultOf(record);
      if (message !== null) yield { where, message };
    }
  },
};

function faultOf({ kind, sampleOrder, samples, discardedSamples, stop }: OkRecord): string | null {
  if ((kind === 'host') !== (sampleOrder === 'sorted')) return `${kind} samples that are ${sampleOrder}`;
  if (kind !== 'host') return null;
  if (samples.length > MAXIMUM_KEPT_SAMPLES || discardedSamples.length > 0)
    return `${samples.length} samples of the host and ${discardedSamples.length} discarded: at most ${MAXIMUM_KEPT_SAMPLES} are kept, none is discarded`;
  const first = samples[0]!;
  const odd = samples.findIndex(
    (sample, i) =>
      sample.index !== i ||
      sample.round !== i ||
      sample.startedAtMs !== 0 ||
      sample.group !== 'host' ||
      sample.dispatches !== first.dispatches ||
      sample.totalNs < (samples[i - 1]?.totalNs ?? 0),
  );
  if (odd >= 0) return `its sample ${odd} is not of a sorted list of the host`;
  if (first.dispatches !== 1 && first.dispatches !== 16) return `batches of ${first.dispatches} calls`;
  if (stop.reason !== 'time-cap' || stop.rounds !== samples.length)
    return `stopped for ${stop.reason} after ${stop.rounds} rounds, there are ${samples.length} samples`;
  return null;
}

export default relation;
