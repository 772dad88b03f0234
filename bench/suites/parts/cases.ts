import { RESIDENT_SET_BYTES } from '../../../src/core/dilution.ts';
import type { Group, SuiteContext } from '../../../src/core/plan.ts';
import type { ParamValue, ProblemSpec } from '../../../src/core/problem.ts';
import type { BenchRecord, Case, OkRecord } from '../../../src/core/record/record.ts';
import { isDilutable, isOf } from './families.ts';

/** Every problem of a suite has the same seed: the run's own seed only orders the rounds. */
export const PROBLEM_SEED = 1;

export function problem(generator: string, params: Record<string, ParamValue> = {}): ProblemSpec {
  return { generator, params, seed: PROBLEM_SEED };
}

export function makeCase(
  kernelId: string,
  spec: ProblemSpec,
  options: Partial<Omit<Case, 'kernelId' | 'problem'>> = {},
): Case {
  return { kernelId, problem: spec, tunables: {}, cache: 'stream', memoryShare: 1, clock: 'gpu', ...options };
}

export function caseOf(record: OkRecord, options: Partial<Case> = {}): Case {
  return { ...record.case, ...options };
}

/** Every case alone. */
export function singles(cases: readonly Case[]): readonly Group[] {
  return cases.map(c => [c] as const);
}

/** Every case in pairs with one reference: A B B A in each round. */
export function against(reference: Case, cases: readonly Case[]): readonly Group[] {
  return cases.map(c => [reference, c] as const);
}

/** Row-major f32 words of the square read probe that moves as many bytes as an m × n dense matrix. */
export function vectorLike(m: number, n: number): ProblemSpec {
  return problem('vector', { n: m * n });
}

/** A case with the tunables that the pilot found fastest here. */
export function tunedCase(
  context: SuiteContext,
  kernelId: string,
  spec: ProblemSpec,
  options: Parameters<typeof makeCase>[2] = {},
): Case {
  return makeCase(kernelId, spec, { tunables: context.pilot.tunables(kernelId), ...options });
}

/** A matrix–vector product by the kernels under test, over weights in f32. */
export function isDenseProduct(record: OkRecord): boolean {
  return isOf('gemv', record.case.kernelId);
}

export function okRecords(records: readonly BenchRecord[]): readonly OkRecord[] {
  return records.filter((record): record is OkRecord => record.status === 'ok');
}

/** The fastest by median; null of none. */
export function fastestOf(records: readonly OkRecord[]): OkRecord | null {
  return [...records].sort((a, b) => a.summary.medianNs - b.summary.medianNs)[0] ?? null;
}

/** The GEMV that is judged: the fastest over streamed f32 weights of this size. */
export function fastestStreamed(records: readonly BenchRecord[], side: number): OkRecord | null {
  return fastestOf(
    okRecords(records).filter(
      r =>
        isDenseProduct(r) &&
        r.case.cache === 'stream' &&
        r.case.memoryShare === 1 &&
        r.problem.rowCount === side &&
        r.case.problem.generator === 'dense',
    ),
  );
}

/**
 * A case in pairs with itself at smaller shares of its memory traffic (E6), the rest of it going to the resident set that
 * the pilot chose; none of a kernel that cannot be diluted.
 */
export function dilutions(
  { pilot: { residentBytes } }: Pick<SuiteContext, 'pilot'>,
  c: Case | null,
  shares: readonly number[],
): readonly Group[] {
  if (!c || !isDilutable(c.kernelId)) return [];
  const resident = residentBytes === RESIDENT_SET_BYTES ? {} : { residentBytes };
  return shares.map(memoryShare => [c, { ...c, memoryShare, ...resident }] as const);
}
