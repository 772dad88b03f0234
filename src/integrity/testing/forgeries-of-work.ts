import { kernels } from '../../catalog.ts';
import { formatCase } from '../../core/record/address.ts';
import { type DraftRecord, type Forgery, factorBetween, pickOne, timedRecords } from './forgery.ts';

const inRecord = (
  id: string,
  change: (record: DraftRecord, random: Parameters<Forgery['forge']>[1]) => unknown,
  passes?: string,
): Forgery => ({
  id,
  ...(passes !== undefined && { passes }),
  forge: (draft, random) => {
    const record = pickOne(random, timedRecords(draft));
    return record !== undefined && change(record, random) !== false;
  },
});

const otherHash = (random: Parameters<Forgery['forge']>[1]): string =>
  random.uint32().toString(16).padStart(8, '0').repeat(2);

/** What ran, on what, how much it was, and whether it was right. */
export const FORGERIES_OF_WORK: readonly Forgery[] = [
  inRecord('work/useful-flops', ({ work }, random) => {
    if (work.usefulFlops === 0) return false;
    work.usefulFlops = Math.round(work.usefulFlops * factorBetween(random, 1.1, 100));
    return true;
  }),
  inRecord('work/compulsory-bytes', ({ work }, random) => {
    if (work.compulsoryBytes === 0) return false;
    work.compulsoryBytes = Math.round(work.compulsoryBytes * factorBetween(random, 1.1, 100));
    return true;
  }),
  inRecord('work/executed-less-than-useful', ({ work }, random) => {
    if (work.usefulFlops < 2) return false;
    work.executedFlops = Math.floor(work.usefulFlops * random.unit() * 0.9);
    return true;
  }),
  inRecord('work/more-nonzeros', ({ problem }, random) => {
    problem.nnz = Math.ceil(problem.nnz * factorBetween(random, 1.1, 10)) + 1;
  }),
  inRecord('work/more-rows', ({ problem }, random) => {
    problem.rowCount *= 2 + random.below(6);
  }),
  inRecord('work/density', ({ problem }, random) => {
    problem.density *= factorBetween(random, 0.1, 0.9);
  }),
  inRecord('work/fewer-copies', record => {
    if (record.copies.count < 2) return false;
    record.copies.count -= 1;
    return true;
  }),
  inRecord('work/larger-working-set', ({ copies }, random) => {
    copies.workingSetBytes = Math.round(copies.workingSetBytes * factorBetween(random, 1.2, 50)) + 4;
  }),
  inRecord(
    'work/more-dispatches',
    (record, random) => {
      const times = 2 + random.below(9);
      for (const sample of [...record.samples, ...record.discardedSamples]) sample.dispatches *= times;
    },
    'A device that is so much faster fits so many more into a batch of the same length.',
  ),
  inRecord('work/stage-count', (record, random) => {
    record.stageCount = (record.stageCount ?? 1) + 1 + random.below(5);
  }),
  inRecord('work/conversion', (record, random) => {
    if (record.family !== 'csr') return false;
    record.conversionNs = Math.round(factorBetween(random, 1e3, 1e9));
    return true;
  }),
  inRecord('kernel/hash', (record, random) => {
    record.kernelHash = otherHash(random);
  }),
  inRecord('kernel/launch-hash', (record, random) => {
    record.launchHash = otherHash(random);
  }),
  inRecord('kernel/unknown', record => {
    record.case.kernelId = `${record.case.kernelId}-plus`;
    record.address = formatCase(record.case);
  }),
  inRecord('kernel/of-another', (record, random) => {
    const { operation, format, case: c } = record;
    const others = [...kernels.values()].filter(
      other => other.operation === operation && other.format === format && other.id !== c.kernelId,
    );
    const other = pickOne(random, others);
    if (!other) return false;
    c.kernelId = other.id;
    record.address = formatCase(c);
    return true;
  }),
  inRecord('kernel/other-tunables', (record, random) => {
    const [name, value] = pickOne(random, Object.entries(record.case.tunables)) ?? [];
    const values = name === undefined ? [] : (kernels.get(record.case.kernelId)?.tunables[name] ?? []);
    const other = pickOne(
      random,
      values.filter(one => one !== value),
    );
    if (name === undefined || other === undefined) return false;
    record.case.tunables[name] = other;
    record.address = formatCase(record.case);
    return true;
  }),
  inRecord('kernel/other-format', record => {
    record.format = record.format === 'dense-f16' ? 'dense-f32' : 'dense-f16';
  }),
  inRecord('check/wider-tolerance', ({ check }, random) => {
    check.tolerance *= factorBetween(random, 1.5, 1000);
    return check.tolerance > 0;
  }),
  inRecord('check/fewer-elements', ({ check }, random) => {
    check.elementCount = Math.floor(check.elementCount * random.unit() * 0.9);
  }),
  inRecord('check/other-method', ({ check }) => {
    check.method = 'looked at';
  }),
  inRecord('check/wrong-said-right', ({ check }, random) => {
    check.worstRatio = factorBetween(random, 1.01, 100);
  }),
  inRecord(
    'check/closer',
    ({ check }, random) => {
      if (check.worstRatio === 0) return false;
      check.worstRatio *= factorBetween(random, 0.5, 0.95);
      return true;
    },
    'The output itself is not in the file.',
  ),
  {
    id: 'plan/other-seed',
    passes: 'Where no case of the plan depends on the seed, any would have planned it.',
    forge: ({ session }, random) => {
      session.seed = 1 + random.below(1e6);
      return true;
    },
  },
  {
    id: 'plan/other-suite',
    passes: 'The sizes of its cases were chosen by a pilot, of which no file tells.',
    forge: ({ session }, random) => {
      session.suite = pickOne(
        random,
        ['quick', 'batch1', 'density'].filter(id => id !== session.suite),
      )!;
      return true;
    },
  },
];
