import wgsl from '../../../shaders/spmv/bitmap.wgsl?raw';
import type { Encoded } from '../../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import bitmap, { WORDS_PER_GROUP } from '../../formats/bitmap.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { takesOneVector } from '../one-vector.ts';
import { type BindingLimits, bindingBytes, fitsBinding } from '../row-slabs.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { weights } from './csr-slabs.ts';
import type { SparseSlab } from './row-blocks.ts';
import { rowLaunch } from './row-launch.ts';
import { slabEnd } from './slab-end.ts';

const kernel: KernelDescriptor = {
  id: 'spmv/bitmap',
  label: 'bitmap, slice of lanes a row',
  description: 'A bit a cell says which values are stored; lanes find theirs by counting the bits before.',
  operation: 'matvec',
  format: 'bitmap-f32',
  wgsl,
  tunables: { lanesPerGroup: [8, 1, 32], groupsAtOnce: [4, 1, 8], workgroupSize: [128, 64] },
  frugal: { lanesPerGroup: 1, groupsAtOnce: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'Bit masks with ranks, as in SparTA (OSDI 2022) and SpInfer (EuroSys 2025)',
  supports,
  launch,
};

function supports({ a, rowStats, rhsColumnCount }: Problem, limits: KernelLimits): true | string {
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const wordBytes = 4 * WORDS_PER_GROUP * Math.ceil(a.columnCount / 256);
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      'the longest row': 4 * rowStats.max,
      'the bits of a row': wordBytes,
    },
    limits,
  );
  // With 64 lanes a row and 64 threads a workgroup every row is a workgroup.
  return fits === true ? workgroupsFit(a.rowCount, limits) : fits;
}

function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const { lanesPerGroup = 8, workgroupSize = 128 } = tunables;
  const groupsAtOnce = Math.min(tunables.groupsAtOnce!, workgroupSize / lanesPerGroup);
  return rowLaunch(request, bitmapSlabs(encoded, limits), {
    rowsPerWorkgroup: workgroupSize / (lanesPerGroup * groupsAtOnce),
    constants: { workgroupSize, lanesPerGroup, groupsAtOnce },
    work: workOf(request),
  });
}

function workOf({ problem, encoded }: LaunchRequest): Work {
  const { ranks, words, values } = encoded.arrays;
  const entries = values!.length;
  const nnz = Math.min(problem.nnz, entries);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * entries,
    compulsoryBytes: operation.compulsoryBytes(problem, bitmap.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache: one word an entry.
    modelledBytes: 4 * (ranks!.length + words!.length + 2 * entries + encoded.rowCount),
  };
}

/** Slabs of as many whole rows as fit. Nothing is copied but the ranks of later slabs. */
function bitmapSlabs({ arrays, meta, rowCount }: Encoded, limits: BindingLimits): readonly SparseSlab[] {
  const { ranks, words, values } = arrays;
  const groups = meta.groupsPerRow!;
  const wordsPerRow = groups * WORDS_PER_GROUP;
  const startOf = (row: number) => (row === rowCount ? values!.length : ranks![row * groups]!);
  const mostWords = Math.floor(bindingBytes(limits) / 4);
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < rowCount; ) {
    const lastCandidate = Math.min(rowCount, first + Math.floor(mostWords / wordsPerRow));
    const end = slabEnd(startOf, first, { lastCandidate, mostElements: mostWords });
    const [begin, stop] = [startOf(first), startOf(end)];
    const ownRanks = ranks!.subarray(first * groups, end * groups) as Uint32Array<ArrayBuffer>;
    const index = slabs.length;
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      rowBytes: 4 * (groups + wordsPerRow + (stop - begin) / (end - first)),
      resources: [
        weights(`ranks.${index}`, begin === 0 ? ownRanks : ownRanks.map(rank => rank - begin)),
        weights(`words.${index}`, words!.subarray(first * wordsPerRow, end * wordsPerRow)),
        weights(`values.${index}`, values!.subarray(begin, stop)),
      ],
      furtherWords: [groups],
    });
    first = end;
  }
  return slabs;
}

export default kernel;
