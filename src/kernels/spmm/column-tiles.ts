import type { ColumnSlab } from './column-slabs.ts';

/** How a workgroup's threads are shared out: columns first, then lanes of a row, then rows. All are powers of two. */
export interface TileShape {
  readonly workgroupSize: number;
  readonly columnThreads: number;
  readonly lanesPerRow: number;
  readonly quadsPerThread: number;
}

/** Threads that read A together are no more than a subgroup has. */
const MOST_AUTOMATIC_THREADS = 32;
/** A lane has so many elements at least, on average; see csr-vector. */
const LEAST_PER_LANE = 6;

/**
 * No more threads across than there are columns for; the rest of a subgroup become lanes where rows are long enough.
 * @param meanLength elements, or blocks, of a row
 */
export function tileShape(
  columns: readonly ColumnSlab[],
  meanLength: number,
  tunables: Readonly<Record<string, number>>,
): TileShape {
  const workgroupSize = tunables.workgroupSize!;
  const quadCount = columns[0]!.quadCount;
  const quadsPerThread = Math.min(tunables.quadsPerThread ?? 1, 2 ** Math.floor(Math.log2(quadCount)));
  const wanted = 2 ** Math.ceil(Math.log2(Math.ceil(quadCount / quadsPerThread)));
  const columnThreads = Math.min(tunables.columnThreads!, wanted, workgroupSize);
  const asked = tunables.lanesPerRow! || automaticLanes(columnThreads, meanLength);
  const lanesPerRow = Math.min(asked, workgroupSize / columnThreads);
  return { workgroupSize, columnThreads, lanesPerRow, quadsPerThread };
}

function automaticLanes(columnThreads: number, meanLength: number): number {
  let lanes = 1;
  while (lanes * columnThreads < MOST_AUTOMATIC_THREADS && 2 * LEAST_PER_LANE * lanes < meanLength)
    lanes *= 2;
  return lanes;
}

export function rowsPerWorkgroup({ workgroupSize, columnThreads, lanesPerRow }: TileShape): number {
  return workgroupSize / (columnThreads * lanesPerRow);
}

export function tilesOf({ quadCount }: ColumnSlab, { columnThreads, quadsPerThread }: TileShape): number {
  return Math.ceil(quadCount / (columnThreads * quadsPerThread));
}

/** Columns that threads multiply for a row, those that they repeat past the last one included. */
export function columnsRun(columns: readonly ColumnSlab[], shape: TileShape): number {
  const { columnThreads, quadsPerThread } = shape;
  let quads = 0;
  for (const slab of columns) {
    const whole = slab.quadCount - (slab.quadCount % (columnThreads * quadsPerThread));
    quads += whole + Math.min(columnThreads, slab.quadCount - whole) * quadsPerThread;
  }
  return 4 * quads;
}
