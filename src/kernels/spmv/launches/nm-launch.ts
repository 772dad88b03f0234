import wgsl from '../../../../shaders/spmv/nm.wgsl?raw';
import type { Encoded, Format } from '../../../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../../core/kernel.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Work } from '../../../core/work.ts';
import { slabs } from '../../../core/workgroups.ts';
import { SLOTS_PER_WORD } from '../../../formats/structured/nm.ts';
import operation from '../../../operations/matvec.operation.ts';
import { takesOneVector } from '../../one-vector.ts';
import { type BindingLimits, fitsBinding, rowsPerBinding } from '../../row-slabs.ts';
import { workgroupsFit } from '../../workgroups-fit.ts';
import { weights } from '../csr-slabs.ts';
import type { SparseSlab } from '../row-blocks.ts';
import { rowLaunch } from '../row-launch.ts';

/** What a kernel has of its own. */
type Own = Pick<KernelDescriptor, 'id'> & { readonly kept: number; readonly format: Format };

/** Kernels that keep `kept` of four columns: one shader, whose KEPT is rewritten. */
export function nmKernel({ kept, format, ...own }: Own): KernelDescriptor {
  return {
    ...own,
    wgsl,
    label: `${kept} of 4, slice of lanes a row`,
    description: `A slice of lanes shares a row; each reads four values at once, and their places in ${kept === 1 ? 'four groups' : 'two groups'} from one byte.`,
    operation: 'matvec',
    format: format.id,
    tunables: { lanesPerRow: [32, 1, 8, 16], workgroupSize: [128, 64, 256] },
    frugal: { lanesPerRow: 1, workgroupSize: 64 },
    requires: [],
    tolerance: 1e-5,
    dilutable: true,
    source: format.source,
    supports: (problem, limits) => nmFits(problem, limits, kept),
    launch: request => nmLaunch(request, format, kept),
  };
}

function nmFits({ a, rhsColumnCount }: Problem, limits: KernelLimits, kept: number): true | string {
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const wordsPerRow = Math.ceil((kept * Math.ceil(a.columnCount / 4)) / SLOTS_PER_WORD);
  const fits = fitsBinding(
    { x: 4 * a.columnCount, y: 4 * a.rowCount, 'a row of values': 4 * SLOTS_PER_WORD * wordsPerRow },
    limits,
  );
  // With 32 lanes a row and 64 threads a workgroup two rows are a workgroup.
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / 2), limits) : fits;
}

function nmLaunch(request: LaunchRequest, format: Format, kept: number): Launch {
  const { encoded, limits, tunables } = request;
  const { lanesPerRow = 32, workgroupSize = 128 } = tunables;
  return rowLaunch(request, nmSlabs(encoded, limits), {
    rowsPerWorkgroup: workgroupSize / lanesPerRow,
    constants: { workgroupSize, lanesPerRow },
    specialize: { KEPT: `${kept}u` },
    work: workOf(request, format),
  });
}

function workOf({ problem, encoded }: LaunchRequest, format: Format): Work {
  const { places, values } = encoded.arrays;
  const nnz = Math.min(problem.nnz, encoded.meta.entries!);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * values!.length,
    compulsoryBytes: operation.compulsoryBytes(problem, format.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache: one word a slot.
    modelledBytes: 4 * (places!.length + 2 * values!.length + encoded.rowCount),
  };
}

/** Slabs of as many whole rows as fit; nothing is copied. */
function nmSlabs(
  { arrays, meta, rowCount, columnCount }: Encoded,
  limits: BindingLimits,
): readonly SparseSlab[] {
  const wordsPerRow = meta.wordsPerRow!;
  const slotsPerRow = SLOTS_PER_WORD * wordsPerRow;
  return slabs(rowCount, rowsPerBinding(4 * slotsPerRow, limits)).map(([begin, end], index) => ({
    firstRow: begin,
    rowCount: end - begin,
    rowBytes: 4 * (wordsPerRow + slotsPerRow),
    resources: [
      weights(`places.${index}`, arrays.places!.subarray(begin * wordsPerRow, end * wordsPerRow)),
      weights(`values.${index}`, arrays.values!.subarray(begin * slotsPerRow, end * slotsPerRow)),
    ],
    furtherWords: [wordsPerRow, columnCount],
  }));
}
