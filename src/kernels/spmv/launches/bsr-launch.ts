import wgsl from '../../../../shaders/spmv/bsr.wgsl?raw';
import type { Format } from '../../../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../../core/kernel.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Work } from '../../../core/work.ts';
import operation from '../../../operations/matvec.operation.ts';
import { takesOneVector } from '../../one-vector.ts';
import { fitsBinding } from '../../row-slabs.ts';
import { workgroupsFit } from '../../workgroups-fit.ts';
import { rowLaunch } from '../row-launch.ts';
import { bsrSlabs, longestBlockRowBytes } from './bsr-slabs.ts';

/** What BSR kernels of one side have of their own. */
type Own = Pick<KernelDescriptor, 'description' | 'tunables' | 'frugal'> & {
  readonly side: number;
  readonly format: Format;
};

/** Blocks of `side` × `side`: one shader, whose SIDE is rewritten. */
export function bsrKernel({ side, format, ...own }: Own): KernelDescriptor {
  return {
    ...own,
    id: `spmv/bsr${side}`,
    wgsl,
    label: `BSR ${side} × ${side}, slice of lanes a block row`,
    operation: 'matvec',
    format: format.id,
    requires: [],
    tolerance: 1e-5,
    dilutable: true,
    source: 'BSR of Saad, SPARSKIT (1990)',
    supports: (problem, limits) => bsrFits(problem, limits, side),
    launch: request => bsrLaunch(request, format, side),
  };
}

function bsrFits(problem: Problem, limits: KernelLimits, side: number): true | string {
  const { a, rhsColumnCount } = problem;
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      'the longest block row': longestBlockRowBytes(problem, side),
      'two block pointers': 8,
    },
    limits,
  );
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / side), limits) : fits;
}

/** What rowLaunch calls a row is here a block row. */
function bsrLaunch(request: LaunchRequest, format: Format, side: number): Launch {
  const { encoded, limits, tunables } = request;
  const { workgroupSize = 128, quadsAtOnce = 1 } = tunables;
  const blocksAtOnce = Math.min(tunables.blocksAtOnce!, workgroupSize / (side * quadsAtOnce));
  return rowLaunch(request, bsrSlabs(encoded, limits, side), {
    rowsPerWorkgroup: workgroupSize / (side * quadsAtOnce * blocksAtOnce),
    constants: { workgroupSize, blocksAtOnce, quadsAtOnce },
    specialize: { SIDE: `${side}u` },
    work: workOf(request, format, side),
    expectedRow: (row, sourceOf) => side * sourceOf(Math.floor(row / side)) + (row % side),
  });
}

function workOf({ problem, encoded }: LaunchRequest, format: Format, side: number): Work {
  const { blockPointers, blockColumns, values } = encoded.arrays;
  const nnz = Math.min(problem.nnz, encoded.meta.entries!);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * values!.length,
    compulsoryBytes: operation.compulsoryBytes(problem, format.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache, but for the rows of a block: as many words a block as it has columns.
    modelledBytes:
      4 * (blockPointers!.length + (1 + side) * blockColumns!.length + values!.length + encoded.rowCount),
  };
}
