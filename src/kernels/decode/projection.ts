import type { KernelLimits, Resource, Stage } from '../../core/kernel.ts';
import type { BlockPart } from '../../core/transformer.ts';
import { foldWorkgroups, slabs } from '../../core/workgroups.ts';
import { arrayResource, rowsPerBinding } from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';

/** What becomes of a row's sum; the numbers are the shader's. */
export const ACTIVATION = { none: 0, gelu: 1, swiglu: 2 } as const;

/** Rows that one binding must hold together: a gate and what it gates. */
const ROWS_TOGETHER = 2;

/** y = activation(W·x + bias) + residual, by the names of the vectors' resources. */
export interface Projection {
  readonly name: string;
  readonly weights: Float32Array<ArrayBuffer>;
  readonly part: BlockPart;
  readonly from: string;
  readonly to: string;
  readonly activation: (typeof ACTIVATION)[keyof typeof ACTIVATION];
  /** Null where the model has none. */
  readonly bias: string | null;
  readonly residual: string | null;
}

export interface ProjectionOptions {
  readonly rowsPerGroup: number;
  readonly limits: KernelLimits;
  /** Bound in place of a vector that is not there. */
  readonly nothing: string;
}

export interface ProjectionStages {
  readonly resources: readonly Resource[];
  readonly stages: readonly Stage[];
  readonly workgroupCount: number;
}

/** The bytes that must fit one binding whatever the number of rows. */
export function leastSlabBytes({ columnCount }: BlockPart): number {
  return 4 * columnCount * ROWS_TOGETHER;
}

/** One stage for every slab of rows that fits a binding. */
export function projectionStages(
  { name, weights, part, from, to, activation, bias, residual }: Projection,
  { rowsPerGroup, limits, nothing }: ProjectionOptions,
): ProjectionStages {
  const { rowCount, columnCount } = part;
  const resources: Resource[] = [];
  const stages: Stage[] = [];
  let workgroupCount = 0;
  const ranges = slabs(rowCount, rowsPerBinding(4 * columnCount, limits, ROWS_TOGETHER));
  for (const [index, [begin, end]] of ranges.entries()) {
    const slab = weights.subarray(begin * columnCount, end * columnCount);
    const matrix = arrayResource(`${name}.${index}`, 'weights', slab);
    const blockCount = Math.ceil((end - begin) / rowsPerGroup);
    const flags = [activation, bias === null ? 0 : 1, residual === null ? 0 : 1];
    const words = given(end - begin, columnCount / 4, begin, blockCount, ...flags);
    const params = uniform(`${name}.${index}.params`, words);
    resources.push(matrix, params);
    stages.push({
      entryPoint: 'project',
      bindings: [matrix.name, from, bias ?? nothing, residual ?? nothing, to, params.name],
      workgroups: foldWorkgroups(blockCount, limits),
    });
    workgroupCount += blockCount;
  }
  return { resources, stages, workgroupCount };
}
