import type { Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import csr from '../../formats/csr.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { given, uniform } from '../uniform.ts';
import { type CsrSlab, csrSlabs } from './csr-slabs.ts';
import { type SlabBlocks, slabBlocks, sourceRow } from './row-blocks.ts';

interface CsrShape {
  /** A power of two. */
  readonly rowsPerWorkgroup: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly executedFlops: number;
}

type DilutedSlab = CsrSlab & { readonly blocks: SlabBlocks };

/** One dispatch a slab; y is one buffer. What the CSR kernels share. */
export function csrLaunch(request: LaunchRequest, shape: CsrShape): Launch {
  const { encoded, limits, memoryShare } = request;
  const slabs = csrSlabs(encoded, limits).map(slab => ({
    ...slab,
    blocks: slabBlocks(slab, shape.rowsPerWorkgroup, request),
  }));
  const { x, y } = vectorsOf(request);
  const params = slabs.map((slab, index) => uniform(`params.${index}`, given(...paramsOf(slab))));
  const stages = slabs.map(
    ({ rowCount, resources }, index): Stage => ({
      entryPoint: 'main',
      bindings: [...resources.map(({ name }) => name), 'x', 'y', `params.${index}`],
      workgroups: foldWorkgroups(Math.ceil(rowCount / shape.rowsPerWorkgroup), limits),
    }),
  );
  return {
    resources: [...slabs.flatMap(slab => slab.resources), x, y, ...params],
    constants: shape.constants,
    specialize: {},
    stages,
    work: csrWork(request, shape),
    outputType: 'f32',
    ...(memoryShare < 1 && { expectedIndex: row => rowRead(row, slabs) }),
  };
}

export function vectorsOf({ problem, encoded }: LaunchRequest): {
  readonly x: Resource;
  readonly y: Resource;
} {
  return {
    x: { name: 'x', role: 'input', data: problem.rhs, byteLength: problem.rhs.byteLength },
    y: { name: 'y', role: 'output', byteLength: 4 * encoded.rowCount },
  };
}

interface CsrCounts {
  readonly executedFlops: number;
  /** Beside the matrix, x and y. */
  readonly furtherBytes?: number;
}

export function csrWork(
  { problem, encoded }: LaunchRequest,
  { executedFlops, furtherBytes = 0 }: CsrCounts,
): Work {
  const entries = encoded.arrays.values!.length;
  // A zero that a generator drew for a dense matrix is not stored, and nothing is done for it.
  const nnz = Math.min(problem.nnz, entries);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops,
    compulsoryBytes: operation.compulsoryBytes(problem, csr.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache: one word an entry.
    modelledBytes: csr.storedBytes(csr.decode(encoded)) + 4 * entries + 4 * encoded.rowCount + furtherBytes,
  };
}

function paramsOf({ rowCount, firstRow, blocks }: DilutedSlab): readonly number[] {
  return [rowCount, firstRow, blocks.shift, blocks.keptQuarters, blocks.residentBlocks];
}

function rowRead(row: number, slabs: readonly DilutedSlab[]): number {
  const { firstRow, blocks } = slabs.findLast(slab => slab.firstRow <= row)!;
  return firstRow + sourceRow(row - firstRow, blocks);
}
