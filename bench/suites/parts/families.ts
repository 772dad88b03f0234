import { kernels, partsOf } from '../../../src/catalog.ts';
import type { Format, ValueType } from '../../../src/core/format.ts';
import type { OperationId } from '../../../src/core/operation.ts';
import type { ProblemSpec } from '../../../src/core/problem.ts';

/** What sections compare unless they say otherwise: f32 in any format. */
export type ProductFamily = 'gemm' | 'gemv' | 'spmv' | 'spmm' | 'spmv-f16' | 'spmspv';

const FAMILIES: Readonly<Record<ProductFamily, (kernelId: string) => boolean>> = {
  gemm: id => multiplies(id, 'matmul', isDenseF32),
  gemv: id => isDenseMatvec(id, 'f32'),
  spmm: id => multiplies(id, 'matmul', isSparse('f32')),
  spmv: id => multiplies(id, 'matvec', isSparse('f32')) && !isForActiveInputs(id),
  'spmv-f16': id => multiplies(id, 'matvec', isSparse('f16')),
  spmspv: isForActiveInputs,
};

/** Whether a kernel of the catalogue belongs to the family, by its operation and its format; others never do. */
export function isOf(family: ProductFamily, kernelId: string): boolean {
  return FAMILIES[family](kernelId);
}

/** Sparse kernels that a minute has the time for; the others wait for longer suites. */
const USUAL_SPARSE: readonly string[] = ['spmv/csr-scalar', 'spmv/csr-vector'];

/** The kernels of a brief suite: where the usual sparse ones are not all wanted, others were asked for, and stay. */
export function briefKernels(kernelIds: readonly string[]): readonly string[] {
  if (!USUAL_SPARSE.every(id => kernelIds.includes(id))) return kernelIds;
  return usualKernels(kernelIds).filter(id => !isOf('spmv', id) || USUAL_SPARSE.includes(id));
}

/** Those that multiply f32 with one dense vector, or are dense: what most suites have sections for. */
export function usualKernels(kernelIds: readonly string[]): readonly string[] {
  const others = ['spmm', 'spmv-f16', 'spmspv'] as const;
  return kernelIds.filter(id => !others.some(family => isOf(family, id)));
}

/** Kernels of formats that suit one pattern: suites that compare patterns measure them on that one. */
const OF_PATTERN: Readonly<Record<string, readonly string[]>> = {
  block: ['spmv/bsr8', 'spmv/bsr16'],
  nm: ['spmv/nm-1-4', 'spmv/nm-2-4'],
};

/**
 * Sparse kernels that suites measure only where they are asked for by name: each would take from all others a part of the
 * time that a suite promises. Whoever wants one in the suites takes it out of this list.
 */
const ON_REQUEST: readonly string[] = ['spmv/coo', 'spmv/csr-light', 'spmv/delta8', 'spmv/ell'];

/**
 * What suites and their pilot try: of the whole catalogue, where nobody chose, all but those that wait to be asked for.
 * @param comparesPatterns whether those that suit one pattern take part, too
 */
export function takingPart(kernelIds: readonly string[], comparesPatterns = false): readonly string[] {
  const waiting = comparesPatterns ? ON_REQUEST : [...ON_REQUEST, ...Object.values(OF_PATTERN).flat()];
  return isChosen(kernelIds) ? kernelIds : kernelIds.filter(id => !waiting.includes(id));
}

/** Those of the kernels that suit the matrix by its pattern, beyond the ones that suit any. */
export function kernelsOfPattern(
  { generator, params }: ProblemSpec,
  kernelIds: readonly string[],
): readonly string[] {
  const suited = (OF_PATTERN[generator] ?? []).filter(id => kernelIds.includes(id));
  // N of M takes no matrix of more, and stores zeros of one of fewer.
  return generator === 'nm' ? suited.filter(id => id.startsWith(`spmv/nm-${params.keep}-`)) : suited;
}

/** Whether others than those that wait are missing: someone named kernels. */
function isChosen(kernelIds: readonly string[]): boolean {
  const waiting = [...ON_REQUEST, ...Object.values(OF_PATTERN).flat()];
  return [...kernels.keys()].some(id => !kernelIds.includes(id) && !waiting.includes(id));
}

/** Whether it multiplies a vector by a dense matrix of such values. */
export function isDenseMatvec(kernelId: string, valueType: ValueType): boolean {
  return multiplies(
    kernelId,
    'matvec',
    format => format.family === 'dense' && format.valueType === valueType,
  );
}

/** Whether the kernel can run at a share of its memory traffic; one that cannot takes no part in such cases. */
export function isDilutable(kernelId: string): boolean {
  return kernels.get(kernelId)?.dilutable === true;
}

/** Whether it is made for an x with few active inputs. */
function isForActiveInputs(kernelId: string): boolean {
  return kernels.get(kernelId)?.forActiveInputs === true;
}

function multiplies(kernelId: string, operation: OperationId, stores: (format: Format) => boolean): boolean {
  const kernel = kernels.get(kernelId);
  return kernel !== undefined && kernel.operation === operation && stores(partsOf(kernel).format);
}

function isSparse(wanted: ValueType): (format: Format) => boolean {
  return ({ family, valueType }) => family !== 'dense' && family !== 'probe' && valueType === wanted;
}

function isDenseF32({ family, valueType }: Format): boolean {
  return family === 'dense' && valueType === 'f32';
}
