import wgsl from '../../../shaders/spmv/delta8.wgsl?raw';
import type { Encoded } from '../../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import delta8, { GAPS_PER_WORD } from '../../formats/delta8.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { takesOneVector } from '../one-vector.ts';
import { type BindingLimits, bindingBytes, fitsBinding } from '../row-slabs.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { weights } from './csr-slabs.ts';
import type { SparseSlab } from './row-blocks.ts';
import { rowLaunch } from './row-launch.ts';
import { slabEnd } from './slab-end.ts';

const kernel: KernelDescriptor = {
  id: 'spmv/delta8',
  label: '8-bit gaps, slice of lanes a row',
  description:
    'Columns are distances of a byte; lanes of a row take a word of four each, and add up those of the lanes before.',
  operation: 'matvec',
  format: 'delta8-f32',
  wgsl,
  tunables: { lanesPerRow: [4, 1, 2, 8], workgroupSize: [128, 64, 256] },
  frugal: { lanesPerRow: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: delta8.source,
  supports,
  launch,
};

function supports({ a, rhsColumnCount }: Problem, limits: KernelLimits): true | string {
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      // A row has no more cells than columns; up to three belong to the row before.
      'the longest row': 4 * (a.columnCount + GAPS_PER_WORD),
      'two starts of rows': 16,
    },
    limits,
  );
  // With 8 lanes a row and 64 threads a workgroup eight rows are a workgroup.
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / 8), limits) : fits;
}

function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const { lanesPerRow = 4, workgroupSize = 128 } = tunables;
  return rowLaunch(request, delta8Slabs(encoded, limits), {
    rowsPerWorkgroup: workgroupSize / lanesPerRow,
    constants: { workgroupSize, lanesPerRow },
    work: workOf(request),
  });
}

function workOf({ problem, encoded }: LaunchRequest): Work {
  const { starts, gaps, values } = encoded.arrays;
  const nnz = Math.min(problem.nnz, encoded.meta.entries!);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * values!.length,
    compulsoryBytes: operation.compulsoryBytes(problem, delta8.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache: one word a cell.
    modelledBytes: 4 * (starts!.length + gaps!.length + 2 * values!.length + encoded.rowCount),
  };
}

/** Slabs of as many whole rows as fit, from a whole word of gaps on. Nothing is copied but the starts of later slabs. */
function delta8Slabs({ arrays, rowCount }: Encoded, limits: BindingLimits): readonly SparseSlab[] {
  const { gaps, values } = arrays;
  const starts = arrays.starts as Uint32Array<ArrayBuffer>;
  const mostCells = Math.floor(bindingBytes(limits) / 4) - (GAPS_PER_WORD - 1);
  const mostStarts = Math.floor(bindingBytes(limits) / 8);
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < rowCount; ) {
    const lastCandidate = Math.min(rowCount, first + mostStarts - 1);
    const end = slabEnd(row => starts[2 * row]!, first, { lastCandidate, mostElements: mostCells });
    const [begin, stop] = [starts[2 * first]!, starts[2 * end]!];
    const fromWord = Math.floor(begin / GAPS_PER_WORD);
    const fromCell = fromWord * GAPS_PER_WORD;
    const own = starts.subarray(2 * first, 2 * end + 2);
    const index = slabs.length;
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      rowBytes: 8 + (5 * (stop - begin)) / (end - first),
      resources: [
        weights(
          `starts.${index}`,
          fromCell === 0 ? own : own.map((word, i) => word - (i % 2 ? 0 : fromCell)),
        ),
        weights(`gaps.${index}`, gaps!.subarray(fromWord, Math.ceil(stop / GAPS_PER_WORD))),
        weights(`values.${index}`, values!.subarray(fromCell, stop)),
      ],
    });
    first = end;
  }
  return slabs;
}

export default kernel;
