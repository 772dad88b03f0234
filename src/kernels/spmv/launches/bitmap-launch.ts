import type { Encoded, Format } from '../../../core/format.ts';
import type { KernelLimits, Launch, LaunchRequest } from '../../../core/kernel.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Work } from '../../../core/work.ts';
import { WORDS_PER_GROUP } from '../../../formats/bitmap.format.ts';
import operation from '../../../operations/matvec.operation.ts';
import { longestStoredRow } from '../../longest-row.ts';
import { takesOneVector } from '../../one-vector.ts';
import { type BindingLimits, bindingBytes, fitsBinding } from '../../row-slabs.ts';
import { workgroupsFit } from '../../workgroups-fit.ts';
import { weights } from '../csr-slabs.ts';
import type { SparseSlab } from '../row-blocks.ts';
import { rowLaunch } from '../row-launch.ts';
import { slabEnd } from '../slab-end.ts';

interface StoredValues {
  readonly name: string;
  readonly perWord: 1 | 2;
}

export function bitmapFits(problem: Problem, limits: KernelLimits): true | string {
  const { a, rhsColumnCount } = problem;
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const wordBytes = 4 * WORDS_PER_GROUP * Math.ceil(a.columnCount / 256);
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      'the longest row': 4 * longestStoredRow(problem),
      'the bits of a row': wordBytes,
    },
    limits,
  );
  // With 64 lanes a row and 64 threads a workgroup every row is a workgroup.
  return fits === true ? workgroupsFit(a.rowCount, limits) : fits;
}

/** @param values how the encoding names them, and how many share a word */
export function bitmapLaunch(request: LaunchRequest, format: Format, values: StoredValues): Launch {
  const { encoded, limits, tunables } = request;
  const { lanesPerGroup = 8, workgroupSize = 128 } = tunables;
  const groupsAtOnce = Math.min(tunables.groupsAtOnce!, workgroupSize / lanesPerGroup);
  return rowLaunch(request, bitmapSlabs(encoded, limits, values), {
    rowsPerWorkgroup: workgroupSize / (lanesPerGroup * groupsAtOnce),
    constants: { workgroupSize, lanesPerGroup, groupsAtOnce },
    work: workOf(request, format, values),
  });
}

function workOf({ problem, encoded }: LaunchRequest, format: Format, { name }: StoredValues): Work {
  const { ranks, words } = encoded.arrays;
  const stored = encoded.arrays[name]!;
  const entries = encoded.meta.entries ?? stored.length;
  const nnz = Math.min(problem.nnz, entries);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * entries,
    compulsoryBytes: operation.compulsoryBytes(problem, format.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache: one word an entry.
    modelledBytes: 4 * (ranks!.length + words!.length + stored.length + entries + encoded.rowCount),
  };
}

/** Slabs of as many whole rows as fit. Nothing is copied but the ranks of later slabs. */
function bitmapSlabs(
  { arrays, meta, rowCount }: Encoded,
  limits: BindingLimits,
  { name, perWord }: StoredValues,
): readonly SparseSlab[] {
  const { ranks, words } = arrays;
  const values = arrays[name]!;
  const entries = meta.entries ?? values.length;
  const groups = meta.groupsPerRow!;
  const wordsPerRow = groups * WORDS_PER_GROUP;
  const startOf = (row: number) => (row === rowCount ? entries : ranks![row * groups]!);
  const mostWords = Math.floor(bindingBytes(limits) / 4);
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < rowCount; ) {
    const lastCandidate = Math.min(rowCount, first + Math.floor(mostWords / wordsPerRow));
    const end = slabEnd(startOf, first, { lastCandidate, mostElements: perWord * mostWords - (perWord - 1) });
    // From the word on in which the first value lies.
    const [begin, stop] = [startOf(first) - (startOf(first) % perWord), startOf(end)];
    const ownRanks = ranks!.subarray(first * groups, end * groups) as Uint32Array<ArrayBuffer>;
    const index = slabs.length;
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      rowBytes: 4 * (groups + wordsPerRow + (stop - begin) / perWord / (end - first)),
      resources: [
        weights(`ranks.${index}`, begin === 0 ? ownRanks : ownRanks.map(rank => rank - begin)),
        weights(`words.${index}`, words!.subarray(first * wordsPerRow, end * wordsPerRow)),
        weights(`values.${index}`, values.subarray(begin / perWord, Math.ceil(stop / perWord))),
      ],
      furtherWords: [groups],
    });
    first = end;
  }
  return slabs;
}
