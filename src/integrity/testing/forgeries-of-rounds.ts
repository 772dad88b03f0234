import { type DraftRecord, type Forgery, pickOne, timedRecords } from './forgery.ts';

/** What was measured and is not told, or told twice: samples, rounds, records. */
export const FORGERIES_OF_ROUNDS: readonly Forgery[] = [
  {
    id: 'rounds/slowest-sample-dropped',
    forge: (draft, random) => {
      const record = pickOne(random, timedRecords(draft));
      return record !== undefined && takeSlowest(record) !== null;
    },
  },
  {
    id: 'rounds/slowest-sample-discarded',
    forge: (draft, random) => {
      const record = pickOne(random, timedRecords(draft));
      const slowest = record && takeSlowest(record);
      if (!record || !slowest) return false;
      record.discardedSamples.push(slowest);
      return true;
    },
  },
  {
    id: 'rounds/sample-twice',
    forge: (draft, random) => {
      const record = pickOne(random, timedRecords(draft));
      const sample = record && pickOne(random, record.samples);
      if (!record || !sample) return false;
      record.samples.push({ ...sample });
      return true;
    },
  },
  {
    id: 'rounds/later-half-dropped',
    forge: (draft, random) => {
      const record = pickOne(random, timedRecords(draft));
      if (!record || record.samples.length < 4) return false;
      record.samples.length = Math.floor(record.samples.length / 2);
      return true;
    },
  },
  {
    id: 'rounds/samples-of-two-cases-swapped',
    passes:
      'Both were measured in the same rounds, so that either could have been the other: only their rates tell.',
    forge: (draft, random) => {
      const one = pickOne(random, timedRecords(draft));
      const mates = timedRecords(draft).filter(
        other => other !== one && other.samples[0]?.group === one?.samples[0]?.group,
      );
      const other = pickOne(random, mates);
      if (!one || !other) return false;
      [one.samples, other.samples] = [other.samples, one.samples];
      return true;
    },
  },
  {
    id: 'rounds/record-dropped',
    forge: (draft, random) => {
      // One that was measured: of another there is nothing to hide.
      const record = pickOne(random, timedRecords(draft));
      if (!record || draft.records.length < 2) return false;
      draft.records = draft.records.filter(other => other !== record);
      return true;
    },
  },
  {
    id: 'rounds/record-twice',
    forge: (draft, random) => {
      const record = pickOne(random, draft.records);
      if (!record) return false;
      draft.records.push(structuredClone(record));
      return true;
    },
  },
  {
    id: 'rounds/record-said-skipped-for-time',
    forge: (draft, random) => {
      const record = pickOne(random, timedRecords(draft));
      if (!record) return false;
      const { samples: _, discardedSamples: __, summary: ___, check: ____, ...rest } = record;
      const skipped = {
        ...rest,
        status: 'skipped',
        cause: 'time',
        reason: 'the time of its section was used up before it was prepared',
      };
      draft.records = draft.records.map(other => (other === record ? (skipped as never) : other));
      return true;
    },
  },
  {
    id: 'rounds/discarded-count',
    passes: 'Up to a quarter of all rounds may be discarded, and one that was need not have left a sample.',
    forge: (draft, random) => {
      draft.session.discardedRounds += 1 + random.below(20);
      return true;
    },
  },
  {
    id: 'rounds/stopped-for-precision',
    passes: 'Where the interval is as narrow as the rule asks, precision may have been the reason.',
    forge: (draft, random) => {
      const others = timedRecords(draft).filter(({ stop }) => stop.reason !== 'precision');
      const record = pickOne(random, others);
      if (!record) return false;
      record.stop.reason = 'precision';
      return true;
    },
  },
];

function takeSlowest(record: DraftRecord) {
  if (record.samples.length < 2) return null;
  const cost = ({ totalNs, dispatches }: { totalNs: number; dispatches: number }) => totalNs / dispatches;
  const slowest = record.samples.reduce((worst, sample) => (cost(sample) > cost(worst) ? sample : worst));
  record.samples = record.samples.filter(sample => sample !== slowest);
  return slowest;
}
