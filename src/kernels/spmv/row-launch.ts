import type { Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import { given, uniform } from '../uniform.ts';
import { type SlabBlocks, type SparseSlab, slabBlocks, sourceRow } from './row-blocks.ts';

export interface RowShape {
  /** A power of two. */
  readonly rowsPerWorkgroup: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly specialize?: Launch['specialize'];
  readonly work: Work;
  /**
   * Where the rows of slabs are not rows of y, but what holds several of them: the row of y that row i must equal.
   * @param sourceOf which row of all slabs is read for one
   */
  expectedRow?(i: number, sourceOf: (row: number) => number): number;
}

type DilutedSlab = SparseSlab & { readonly blocks: SlabBlocks };

/** One dispatch a slab; y is one buffer. What kernels share whose threads own rows. */
export function rowLaunch(request: LaunchRequest, slabs: readonly SparseSlab[], shape: RowShape): Launch {
  const { limits, memoryShare } = request;
  const diluted = slabs.map(slab => ({
    ...slab,
    blocks: slabBlocks(slab, shape.rowsPerWorkgroup, request),
  }));
  const { x, y } = vectorsOf(request);
  const params = diluted.map((slab, index) => uniform(`params.${index}`, given(...paramsOf(slab))));
  const stages = diluted.map(
    ({ rowCount, resources }, index): Stage => ({
      entryPoint: 'main',
      bindings: [...resources.map(({ name }) => name), 'x', 'y', `params.${index}`],
      workgroups: foldWorkgroups(Math.ceil(rowCount / shape.rowsPerWorkgroup), limits),
    }),
  );
  return {
    resources: [...diluted.flatMap(slab => slab.resources), x, y, ...params],
    constants: shape.constants,
    specialize: shape.specialize ?? {},
    stages,
    work: shape.work,
    outputType: 'f32',
    ...(memoryShare < 1 && { expectedIndex: expectedIndexOf(diluted, shape) }),
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

function paramsOf({ rowCount, firstRow, blocks, furtherWords = [] }: DilutedSlab): readonly number[] {
  return [rowCount, firstRow, blocks.shift, blocks.keptQuarters, blocks.residentBlocks, ...furtherWords];
}

function expectedIndexOf(slabs: readonly DilutedSlab[], { expectedRow }: RowShape): (i: number) => number {
  const sourceOf = (row: number): number => {
    const { firstRow, blocks } = slabs.findLast(slab => slab.firstRow <= row)!;
    return firstRow + sourceRow(row - firstRow, blocks);
  };
  return expectedRow ? i => expectedRow(i, sourceOf) : sourceOf;
}
