import { formatCase } from '../core/record/address.ts';
import type { Analysis } from '../core/record/finding.ts';
import type { BenchRecord, OkRecord } from '../core/record/record.ts';
import type { Disagreement, ResultFile } from '../core/record/result-file.ts';
import type { Sample, Summary } from '../core/record/sample.ts';
import { differences } from './differences.ts';
import { describeValue } from './field-path.ts';
import { fileHash, recordHash } from './hash.ts';

/** How the program derives things from samples; handed in, so that the store stays free of statistics. */
export interface ValidationTools {
  summarize(record: OkRecord): Summary;
  analyse(file: ResultFile): Analysis;
  /** The constants that `analyse` judges by. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** Of the rules that `analyse` judges by: conclusions of other rules are not compared with its own. */
  readonly rulesHash: string;
}

/** One disagreement between what a file says and what follows from its samples. */
export interface Fault {
  /** Field path: `records[12].summary.medianNs`. */
  readonly place: string;
  readonly message: string;
}

/**
 * Recomputes everything that a result file says twice: hashes, summaries, addresses, and, where the file was judged by
 * the rules of this program, the analysis. What other rules concluded is no fault.
 * @returns an empty list for a file that agrees with itself
 */
export async function validateResult(file: ResultFile, tools: ValidationTools): Promise<Fault[]> {
  const whole = await fileHashFaults(file);
  const inRecords = duplicateAddresses(file.records);
  for (const [index, record] of file.records.entries()) {
    const place = `records[${index}]`;
    inRecords.push(...addressFaults(record, place), ...(await recordHashFaults(record, place)));
    if (record.status === 'ok') inRecords.push(...okFaults(record, place, tools));
  }
  // Wrong samples make every finding disagree as well; one cause is enough to read.
  return [...whole, ...(inRecords.length > 0 ? inRecords : analysisFaults(file, tools))];
}

/** The same in short, for readers that show the file; null for a file that agrees with itself. */
export async function findDisagreement(
  file: ResultFile,
  tools: ValidationTools,
): Promise<Disagreement | null> {
  const faults = await validateResult(file, tools);
  const [first] = faults;
  return first === undefined ? null : { first: `${first.place}: ${first.message}`, count: faults.length };
}

function duplicateAddresses(records: readonly BenchRecord[]): Fault[] {
  const placeOf = new Map<string, number>();
  return records.flatMap((record, index) => {
    const earlier = placeOf.get(record.address);
    placeOf.set(record.address, earlier ?? index);
    if (earlier === undefined) return [];
    return [{ place: `records[${index}].address`, message: `the same as records[${earlier}].address` }];
  });
}

function addressFaults(record: BenchRecord, place: string): Fault[] {
  const printed = formatCase(record.case);
  if (printed === record.address) return [];
  const message = `says ${describeValue(record.address)}, the record's case prints ${describeValue(printed)}`;
  return [{ place: `${place}.address`, message }];
}

/** Of what no record holds; the hash of a record that was changed stands in it as it stood. */
async function fileHashFaults(file: ResultFile): Promise<Fault[]> {
  if ((await fileHash(file)) === file.sha256) return [];
  const message =
    'session, environment, versions or conclusions were changed, or records added or removed, after the file was written';
  return [{ place: 'sha256', message }];
}

async function recordHashFaults(record: BenchRecord, place: string): Promise<Fault[]> {
  if ((await recordHash(record)) === record.sha256) return [];
  return [{ place: `${place}.sha256`, message: 'the record was changed after it was written' }];
}

function okFaults(record: OkRecord, place: string, tools: ValidationTools): Fault[] {
  const order =
    record.sampleOrder === 'measured'
      ? (orderFault(record.samples, `${place}.samples`) ??
        orderFault(record.discardedSamples, `${place}.discardedSamples`))
      : null;
  if (order !== null) return [order];
  const faults: Fault[] = differences(record.summary, tools.summarize(record), `${place}.summary`).map(
    ({ place: field, said, computed }) => ({
      place: field,
      message: `says ${describeValue(said)}, the samples give ${describeValue(computed)}`,
    }),
  );
  if (record.check.worstRatio > 1) {
    const message = `${record.check.worstRatio} is over 1: a wrong output has no timing, so the record cannot be ok`;
    faults.push({ place: `${place}.check.worstRatio`, message });
  }
  return [...faults, ...countFaults(record, place)];
}

/** Useful work is part of what was executed, and nonzeros are part of what was stored. */
function countFaults({ work, problem }: OkRecord, place: string): Fault[] {
  const faults: Fault[] = [];
  if (work.usefulFlops > work.executedFlops) {
    const message = `${work.usefulFlops} is more than the ${work.executedFlops} FLOPs executed`;
    faults.push({ place: `${place}.work.usefulFlops`, message });
  }
  const { nnz, storedEntries = nnz } = problem;
  if (nnz > storedEntries) {
    const message = `${nnz} is more than the ${storedEntries} entries stored`;
    faults.push({ place: `${place}.problem.nnz`, message });
  }
  return faults;
}

/** Measured order: indices ascend, rounds and start times never go back. */
function orderFault(samples: readonly Sample[], place: string): Fault | null {
  for (let i = 1; i < samples.length; i++) {
    const before = samples[i - 1]!;
    const sample = samples[i]!;
    const field =
      sample.index <= before.index
        ? 'index'
        : sample.round < before.round
          ? 'round'
          : sample.startedAtMs < before.startedAtMs
            ? 'startedAtMs'
            : null;
    if (field === null) continue;
    const message = `${sample[field]} after ${before[field]}: samples stand in measured order`;
    return { place: `${place}[${i}].${field}`, message };
  }
  return null;
}

function analysisFaults(file: ResultFile, tools: ValidationTools): Fault[] {
  if (file.judgedBy.rulesHash !== tools.rulesHash) return [];
  const thresholds = differences(file.thresholds, tools.thresholds, 'thresholds').map(
    ({ place, said, computed }) => ({
      place,
      message: `says ${describeValue(said)}, this version judges by ${describeValue(computed)}`,
    }),
  );
  if (thresholds.length > 0) return thresholds;
  const analysis = tools.analyse(file);
  return (['ceilings', 'findings', 'crossovers', 'verdict'] as const).flatMap(part =>
    differences(file[part], analysis[part], part).map(({ place, said, computed }) => ({
      place,
      message: `says ${describeValue(said)}, the records give ${describeValue(computed)}`,
    })),
  );
}
