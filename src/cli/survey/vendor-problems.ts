import { isGemv, usableRecords } from '../../analysis/evidence/usable.ts';
import { formatProblem } from '../../core/record/address.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';

/** Densities that a vendor's sparse library is asked at, those nearest to them among what was measured. */
const DENSITIES = [0.1, 0.3];

/**
 * The few products of a run that the vendor's libraries are measured on, as addresses: the largest dense product of each
 * kind, and two sparse ones of its size. Few, since each is written out and read again.
 */
export function vendorProblems({ records }: ResultFile): readonly string[] {
  const ok = usableRecords(records).filter(({ kind }) => kind === 'webgpu');
  const gemv = largest(ok.filter(isGemv));
  const gemm = largest(
    ok.filter(({ operation, format }) => operation === 'matmul' && format === 'dense-f32'),
  );
  const sparse = ok.filter(
    ({ operation, format, case: { problem } }) =>
      operation === 'matvec' && format === 'csr-f32' && problem.generator === 'uniform',
  );
  const chosen = [gemm, gemv, ...DENSITIES.map(density => nearest(sparse, density))];
  return [
    ...new Set(chosen.flatMap(record => (record === null ? [] : [formatProblem(record.case.problem)]))),
  ];
}

function largest(records: readonly OkRecord[]): OkRecord | null {
  return records.reduce<OkRecord | null>(
    (best, record) => (best === null || record.work.usefulFlops > best.work.usefulFlops ? record : best),
    null,
  );
}

function nearest(records: readonly OkRecord[], density: number): OkRecord | null {
  const distance = ({ case: { problem } }: OkRecord) =>
    Math.abs(Math.log(Number(problem.params.density) / density));
  return records.reduce<OkRecord | null>(
    (best, record) => (best === null || distance(record) < distance(best) ? record : best),
    null,
  );
}
