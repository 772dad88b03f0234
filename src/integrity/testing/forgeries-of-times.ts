import type { Random } from '../../core/random.ts';
import {
  type Draft,
  type DraftRecord,
  type DraftSample,
  type Forgery,
  factorBetween,
  pickOne,
  timedRecords,
} from './forgery.ts';

const ONE_CLOCK = 'A faster device would say the same: nothing in a file ties a duration to a machine.';

const MANY_CASES = 16;

/** Durations, where batches stand in the session, and the clock that they are read from. */
export const FORGERIES_OF_TIMES: readonly Forgery[] = [
  {
    id: 'times/all-shorter',
    passes: ONE_CLOCK,
    forge: (draft, random) => scaled(timedRecords(draft), factorBetween(random, 0.5, 0.97)),
  },
  {
    id: 'times/all-a-hundredth',
    // Of a few cases a disturbance may have shortened most.
    forge: draft => timedRecords(draft).length > MANY_CASES && scaled(timedRecords(draft), 0.01),
  },
  {
    id: 'times/one-case-shorter',
    passes: 'Another kernel would be as fast; over three times its ceiling it is doubtful.',
    forge: (draft, random) =>
      scaled(
        [pickOne(random, timedRecords(draft))].flatMap(one => one ?? []),
        factorBetween(random, 0.3, 0.9),
      ),
  },
  {
    id: 'times/overlapping',
    forge: (draft, random) =>
      inBatch(draft, random, (sample, all) => {
        const before = all[all.indexOf(sample) - 1];
        if (!before) return false;
        sample.startedAtMs = before.startedAtMs;
        return before.totalNs > 1e5;
      }),
  },
  {
    id: 'times/after-the-session',
    forge: (draft, random) =>
      inBatch(draft, random, sample => {
        sample.startedAtMs = draft.session.durationMs * factorBetween(random, 1.1, 10);
        return true;
      }),
  },
  {
    id: 'times/longer-than-the-session',
    forge: (draft, random) =>
      inBatch(draft, random, sample => {
        sample.totalNs = draft.session.durationMs * 1e6 * factorBetween(random, 1.1, 10);
        return true;
      }),
  },
  {
    id: 'times/out-of-order',
    forge: (draft, random) =>
      inBatch(draft, random, (sample, all) => {
        const other = all[all.indexOf(sample) - 1];
        if (!other) return false;
        [sample.index, other.index] = [other.index, sample.index];
        return true;
      }),
  },
  {
    id: 'times/between-clock-steps',
    forge: (draft, random) =>
      inBatch(draft, random, (sample, _all, { timerId }) => {
        sample.totalNs += 0.37;
        return timerId === 'timestamp';
      }),
  },
  {
    id: 'times/finer-clock',
    forge: (draft, random) => {
      const record = pickOne(random, timedRecords(draft));
      if (!record) return false;
      record.resolutionNs /= factorBetween(random, 1.5, 100);
      return true;
    },
  },
  {
    id: 'times/other-clock',
    forge: (draft, random) => {
      const record = pickOne(random, timedRecords(draft));
      if (!record) return false;
      record.timerId = record.timerId === 'wall' ? 'timestamp' : 'wall';
      return true;
    },
  },
  {
    id: 'times/shorter-session',
    forge: (draft, random) => {
      draft.session.durationMs *= factorBetween(random, 0.05, 0.6);
      return true;
    },
  },
];

function scaled(records: readonly DraftRecord[], factor: number): boolean {
  for (const record of records) {
    for (const sample of [...record.samples, ...record.discardedSamples]) {
      const steps = Math.max(1, Math.round((sample.totalNs * factor) / record.resolutionNs));
      sample.totalNs = steps * record.resolutionNs;
    }
  }
  return records.length > 0;
}

/** Changes one batch of the session. @param change is given all of them in their order, too, and the batch's record */
function inBatch(
  draft: Draft,
  random: Random,
  change: (sample: DraftSample, all: readonly DraftSample[], record: DraftRecord) => boolean,
): boolean {
  const batches = timedRecords(draft)
    .flatMap(record => [...record.samples, ...record.discardedSamples].map(sample => ({ record, sample })))
    .sort((a, b) => a.sample.index - b.sample.index);
  const batch = pickOne(random, batches);
  if (!batch) return false;
  return change(
    batch.sample,
    batches.map(({ sample }) => sample),
    batch.record,
  );
}
