import type { Encoded, Format } from '../../../core/format.ts';
import type { KernelLimits, Launch, LaunchRequest } from '../../../core/kernel.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Work } from '../../../core/work.ts';
import { SLICE_ROWS, sliceRows } from '../../../formats/sell.format.ts';
import operation from '../../../operations/matvec.operation.ts';
import { longestStoredRow } from '../../longest-row.ts';
import { takesOneVector } from '../../one-vector.ts';
import { type BindingLimits, bindingBytes, fitsBinding } from '../../row-slabs.ts';
import { workgroupsFit } from '../../workgroups-fit.ts';
import { weights } from '../csr-slabs.ts';
import type { SparseSlab } from '../row-blocks.ts';
import { rowLaunch } from '../row-launch.ts';
import { slabEnd } from '../slab-end.ts';

export function sellFits(problem: Problem, limits: KernelLimits): true | string {
  const { a, rhsColumnCount } = problem;
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      'the widest slice': 4 * SLICE_ROWS * longestStoredRow(problem),
      'the places of a slice': 8 * SLICE_ROWS,
    },
    limits,
  );
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / SLICE_ROWS), limits) : fits;
}

/** What rowLaunch calls a row is here a slice. @param cellArrays of the encoding, in the order in which the shader binds them */
export function sellLaunch(request: LaunchRequest, format: Format, cellArrays: readonly string[]): Launch {
  const { encoded, limits, tunables } = request;
  const workgroupSize = tunables.workgroupSize!;
  const lanesPerRow = Math.min(tunables.lanesPerRow!, workgroupSize / SLICE_ROWS);
  const slots = encoded.arrays.slots!;
  let places: Uint32Array | null = null;
  return rowLaunch(request, sellSlabs(encoded, limits, cellArrays), {
    rowsPerWorkgroup: workgroupSize / (SLICE_ROWS * lanesPerRow),
    constants: { workgroupSize, lanesPerRow },
    work: workOf(request, format, cellArrays),
    expectedRow(row, sourceOf) {
      places ??= placesOf(encoded);
      const place = places[row]!;
      const source = sourceOf(Math.floor(place / SLICE_ROWS));
      return slots[2 * (source * SLICE_ROWS + (place % SLICE_ROWS))]!;
    },
  });
}

/** The place of each row. */
function placesOf({ arrays, rowCount }: Encoded): Uint32Array {
  const places = new Uint32Array(rowCount);
  for (let place = 0; place < rowCount; place++) places[arrays.slots![2 * place]!] = place;
  return places;
}

function workOf({ problem, encoded }: LaunchRequest, format: Format, cellArrays: readonly string[]): Work {
  const { slicePointers, slots } = encoded.arrays;
  const cellWords = cellArrays.reduce((sum, name) => sum + encoded.arrays[name]!.length, 0);
  const entries = encoded.meta.entries!;
  const nnz = Math.min(problem.nnz, entries);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * entries,
    compulsoryBytes: operation.compulsoryBytes(problem, format.storedBytes(problem.a, nnz)),
    // Padding lies between what is read; and as if no element of x were ever found in a cache: one word an entry.
    modelledBytes: 4 * (slicePointers!.length + slots!.length + cellWords + entries + encoded.rowCount),
  };
}

/** Slabs of as many whole slices as fit. Nothing is copied but the slice pointers of later slabs. */
function sellSlabs(
  { arrays, rowCount }: Encoded,
  limits: BindingLimits,
  cellArrays: readonly string[],
): readonly SparseSlab[] {
  const { slots } = arrays;
  const pointers = arrays.slicePointers as Uint32Array<ArrayBuffer>;
  const sliceCount = pointers.length - 1;
  const mostElements = Math.floor(bindingBytes(limits) / 4);
  const mostSlices = Math.floor(bindingBytes(limits) / (8 * SLICE_ROWS));
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < sliceCount; ) {
    const lastCandidate = Math.min(sliceCount, first + mostSlices);
    const end = slabEnd(slice => pointers[slice]!, first, { lastCandidate, mostElements });
    const [begin, stop] = [pointers[first]!, pointers[end]!];
    const own = pointers.subarray(first, end);
    const rows = (end - 1 - first) * SLICE_ROWS + sliceRows(rowCount, end - 1);
    const index = slabs.length;
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      // A last slice of fewer rows has not what others would look for.
      wholeRows: Math.floor(rows / SLICE_ROWS),
      rowBytes: 4 + (8 * rows + 4 * cellArrays.length * (stop - begin)) / (end - first),
      resources: [
        weights(`slicePointers.${index}`, begin === 0 ? own : own.map(pointer => pointer - begin)),
        weights(`slots.${index}`, slots!.subarray(2 * first * SLICE_ROWS, 2 * (first * SLICE_ROWS + rows))),
        ...cellArrays.map(name => weights(`${name}.${index}`, arrays[name]!.subarray(begin, stop))),
      ],
      furtherWords: [rows],
    });
    first = end;
  }
  return slabs;
}
