import type { Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import { arrayResource } from '../row-slabs.ts';
import type { SparseSlab } from '../spmv/row-blocks.ts';
import { given, uniform } from '../uniform.ts';
import { type ColumnSlab, joinedColumns, rhsOf } from './column-slabs.ts';
import { rowsPerWorkgroup, type TileShape, tilesOf } from './column-tiles.ts';

export type RowSlab = Pick<SparseSlab, 'firstRow' | 'rowCount' | 'resources' | 'furtherWords'>;

interface Parts {
  /** Of A. */
  readonly rows: readonly RowSlab[];
  /** Of B and C. */
  readonly columns: readonly ColumnSlab[];
  readonly shape: TileShape;
  readonly specialize: Readonly<Record<string, string>>;
  readonly work: Work;
}

/** One dispatch for every slab of rows times every slab of columns. */
export function spmmLaunch(request: LaunchRequest, parts: Parts): Launch {
  const { problem, encoded, limits } = request;
  const { rows, columns, shape, specialize, work } = parts;
  const { quadsPerThread: _, ...constants } = shape;
  const stages: Stage[] = [];
  const params: Resource[] = [];
  for (const [j, slab] of columns.entries()) {
    const tileCount = tilesOf(slab, shape);
    for (const [i, { firstRow, rowCount, resources, furtherWords = [] }] of rows.entries()) {
      const groupCount = Math.ceil(rowCount / rowsPerWorkgroup(shape));
      const words = given(rowCount, firstRow, slab.quadCount, groupCount, tileCount, ...furtherWords);
      const own = uniform(`params.${i}.${j}`, words);
      params.push(own);
      stages.push({
        entryPoint: 'main',
        bindings: [...resources.map(({ name }) => name), `b.${j}`, `c.${j}`, own.name],
        workgroups: foldWorkgroups(groupCount * tileCount, limits),
      });
    }
  }
  const outputs = columns.map(
    ({ quadCount }, j): Resource => ({
      name: `c.${j}`,
      role: 'output',
      byteLength: 16 * quadCount * encoded.rowCount,
    }),
  );
  return {
    resources: [
      ...rows.flatMap(({ resources }) => resources),
      ...columns.map((slab, j) => arrayResource(`b.${j}`, 'input', rhsOf(problem, slab))),
      ...outputs,
      ...params,
    ],
    constants: { ...constants },
    specialize,
    stages,
    work,
    outputType: 'f32',
    decodeOutput: raw => joinedColumns(raw as Float32Array<ArrayBuffer>, encoded.rowCount, columns),
  };
}
