import { kernels, partsOf } from '../../../src/catalog.ts';
import type { Format, ValueType } from '../../../src/core/format.ts';
import type { OperationId } from '../../../src/core/operation.ts';

/** What sections compare unless they say otherwise: dense matrices in f32, sparse ones in any format. */
export type ProductFamily = 'gemm' | 'gemv' | 'spmm' | 'spmv' | 'spmspv';

const FAMILIES: Readonly<Record<ProductFamily, (kernelId: string) => boolean>> = {
  gemm: id => multiplies(id, 'matmul', isDenseF32),
  gemv: id => isDenseMatvec(id, 'f32'),
  spmm: id => multiplies(id, 'matmul', ({ family }) => family !== 'dense'),
  spmv: id => multiplies(id, 'matvec', ({ family }) => family !== 'dense') && !isForActiveInputs(id),
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

/** Those that multiply with one dense vector, or are dense: what most suites have sections for. */
export function usualKernels(kernelIds: readonly string[]): readonly string[] {
  return kernelIds.filter(id => !isOf('spmspv', id) && !isOf('spmm', id));
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

function isDenseF32({ family, valueType }: Format): boolean {
  return family === 'dense' && valueType === 'f32';
}
