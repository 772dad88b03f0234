import wgsl from '../../../shaders/spmv-f16/csr.wgsl?raw';
import type { Encoded } from '../../core/format.ts';
import type { KernelDescriptor, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Work } from '../../core/work.ts';
import format from '../../formats/compact/csr-f16.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { type BindingLimits, bindingBytes } from '../row-slabs.ts';
import { csrFits, weights } from '../spmv/csr-slabs.ts';
import { automaticLanes } from '../spmv/csr-vector.kernel.ts';
import type { SparseSlab } from '../spmv/row-blocks.ts';
import { rowLaunch } from '../spmv/row-launch.ts';
import { slabEnd } from '../spmv/slab-end.ts';

const kernel: KernelDescriptor = {
  id: 'spmv-f16/csr',
  label: 'CSR f16, slice of lanes a row',
  description: 'A word holds the column and the value of a nonzero: half the bytes of CSR in f32.',
  operation: 'matvec',
  format: 'csr-f16',
  wgsl,
  tunables: { lanesPerRow: [0, 1, 2, 4, 8, 16, 32], workgroupSize: [128, 64, 256] },
  frugal: { lanesPerRow: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'CSR (vector) of Bell and Garland, SC 2009, with narrow columns as in Kourtis et al., CF 2008',
  // With 32 lanes a row and 64 threads a workgroup there are two rows a workgroup.
  supports: (problem, limits) => csrFits(problem, limits, 2),
  launch,
};

function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const workgroupSize = tunables.workgroupSize!;
  const lanesPerRow =
    tunables.lanesPerRow! || automaticLanes(encoded.arrays.entries!.length / encoded.rowCount);
  return rowLaunch(request, entrySlabs(encoded, limits), {
    rowsPerWorkgroup: workgroupSize / lanesPerRow,
    constants: { workgroupSize, lanesPerRow },
    work: workOf(request),
  });
}

function workOf({ problem, encoded }: LaunchRequest): Work {
  const entries = encoded.arrays.entries!.length;
  // A zero that a generator drew for a dense matrix is not stored, and nothing is done for it.
  const nnz = Math.min(problem.nnz, entries);
  const stored = 4 * (entries + encoded.rowCount + 1);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * entries,
    compulsoryBytes: operation.compulsoryBytes(problem, format.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache: one word an entry.
    modelledBytes: stored + 4 * entries + 4 * encoded.rowCount,
  };
}

/** Slabs of as many whole rows as fit. Nothing is copied but the row pointers of later slabs. */
function entrySlabs({ arrays, rowCount }: Encoded, limits: BindingLimits): readonly SparseSlab[] {
  const pointers = arrays.rowPointers as Uint32Array<ArrayBuffer>;
  const mostElements = Math.floor(bindingBytes(limits) / 4);
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < rowCount; ) {
    // The entries and the end + 1 − first pointers count.
    const lastCandidate = Math.min(rowCount, first + mostElements - 1);
    const end = slabEnd(row => pointers[row]!, first, { lastCandidate, mostElements });
    const [begin, stop] = [pointers[first]!, pointers[end]!];
    const own = pointers.subarray(first, end + 1);
    const index = slabs.length;
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      rowBytes: 4 + (4 * (stop - begin)) / (end - first),
      resources: [
        weights(`rowPointers.${index}`, begin === 0 ? own : own.map(pointer => pointer - begin)),
        weights(`entries.${index}`, arrays.entries!.subarray(begin, stop)),
      ],
    });
    first = end;
  }
  return slabs;
}

export default kernel;
