import type { KernelLimits, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import { type PartName, partOf } from '../../core/transformer.ts';
import dense from '../../formats/dense.format.ts';
import decode, { type Block, blockOf } from '../../operations/decode.operation.ts';
import { arrayResource, fitsBinding, outputResource } from '../row-slabs.ts';
import { scratch, vectorBytes } from '../scratch.ts';
import { given, uniform } from '../uniform.ts';
import { attentionStages, chunkSumBytes, rotaryStage } from './attention.ts';
import { ACTIVATION, leastSlabBytes, type Projection, projectionStages } from './projection.ts';

const NOTHING = 'nothing';

/** Everything but the matrices, which are cut into slabs of rows, must fit one binding. */
export function supportsBlock(problem: Problem, limits: KernelLimits): true | string {
  const { shape, context, layout } = blockOf(problem);
  const { parts } = layout;
  const bytesOf = ({ rowCount, columnCount }: { rowCount: number; columnCount: number }) =>
    4 * rowCount * columnCount;
  return fitsBinding(
    {
      'a pair of rows of the query, key and value matrix': leastSlabBytes(parts.qkv),
      'a pair of rows of the output matrix': leastSlabBytes(parts.out),
      'a pair of rows of the last matrix': leastSlabBytes(parts.down),
      'the gain and shift of a norm': bytesOf(parts.gain1) + bytesOf(parts.shift1),
      'the vector of queries, keys and values': 4 * parts.qkv.rowCount,
      'the hidden layer': 4 * Math.max(parts.up.rowCount, parts.down.columnCount),
      'the cache of keys': bytesOf(parts.keys),
      'the array of attention sums': chunkSumBytes(shape, context),
    },
    limits,
  );
}

/** All stages of the block, in order, on the vectors that they hand each other. */
export function blockLaunch(request: LaunchRequest): Launch {
  const { problem, encoded, tunables, limits } = request;
  const block = blockOf(problem);
  const { shape, context, layout } = block;
  const workgroupSize = tunables.workgroupSize!;
  const view = (name: PartName) =>
    partOf(encoded.arrays.values as Float32Array<ArrayBuffer>, layout.parts[name]);
  const isLlama = shape.family === 'llama';
  const project = (projection: Pick<Projection, 'from' | 'to' | 'residual' | 'activation'>, name: Matrix) =>
    projectionStages(
      {
        ...projection,
        name,
        weights: view(name),
        part: layout.parts[name],
        bias: isLlama ? null : `${name}Bias`,
      },
      { rowsPerGroup: tunables.rowsPerGroup!, limits, nothing: NOTHING },
    );

  const { none } = ACTIVATION;
  const activation = isLlama ? ACTIVATION.swiglu : ACTIVATION.gelu;
  const qkv = project({ from: 'normalized', to: 'qkv', activation: none, residual: null }, 'qkv');
  const rotary = isLlama ? rotaryStage(shape, context, workgroupSize) : null;
  const attention = attentionStages(shape, context, { workgroupSize, limits });
  const out = project({ from: 'attended', to: 'h', activation: none, residual: 'x' }, 'out');
  const up = project({ from: 'normalized', to: 'hidden', activation, residual: null }, 'up');
  const down = project({ from: 'hidden', to: 'y', activation: none, residual: 'h' }, 'down');
  const projections = { qkv, out, up, down };
  return {
    resources: [
      ...heldResources(block, view),
      ...Object.values(projections).flatMap(({ resources }) => resources),
      ...(rotary?.resources ?? []),
      ...attention.resources,
      outputResource('y', shape.width),
    ],
    constants: { WORKGROUP_SIZE: workgroupSize },
    specialize: { ROWS: `${tunables.rowsPerGroup}u` },
    stages: [
      normalizeStage('x', 'gains1'),
      ...qkv.stages,
      ...(rotary ? [rotary.stage] : []),
      ...attention.stages,
      ...out.stages,
      normalizeStage('h', 'gains2'),
      ...up.stages,
      ...down.stages,
    ],
    work: workOf(request, block, projections),
    outputType: 'f32',
  };
}

type Matrix = 'qkv' | 'out' | 'up' | 'down';

function normalizeStage(from: string, gains: string): Stage {
  const bindings = [from, gains, 'normalized', 'normalize.params'];
  return { entryPoint: 'normalizeVector', bindings, workgroups: [1, 1, 1] };
}

/** Vectors, cache and scratch. */
function heldResources(
  { shape, layout }: Block,
  view: (name: PartName) => Float32Array<ArrayBuffer>,
): readonly Resource[] {
  const { parts } = layout;
  const gains = (gain: Float32Array<ArrayBuffer>, shift: Float32Array<ArrayBuffer>) =>
    new Float32Array(gain.buffer, gain.byteOffset, gain.length + shift.length);
  const biases = (['qkvBias', 'outBias', 'upBias', 'downBias'] as const).filter(
    name => parts[name].rowCount > 0,
  );
  return [
    arrayResource('x', 'input', view('x')),
    arrayResource(NOTHING, 'input', new Float32Array(4)),
    arrayResource('keys', 'weights', view('keys')),
    arrayResource('values', 'weights', view('values')),
    arrayResource('gains1', 'weights', gains(view('gain1'), view('shift1'))),
    arrayResource('gains2', 'weights', gains(view('gain2'), view('shift2'))),
    ...biases.map(name => arrayResource(name, 'weights', view(name))),
    scratch('normalized', vectorBytes(shape.width)),
    scratch('qkv', vectorBytes(parts.qkv.rowCount)),
    scratch('h', vectorBytes(shape.width)),
    scratch('hidden', vectorBytes(shape.hidden)),
    uniform('normalize.params', given(shape.width / 4, shape.family === 'gpt' ? 1 : 0)),
  ];
}

/**
 * Modelled bytes: what is stored once, the cache once more for every further query head that shares it; vectors once for
 * every workgroup of a matrix; the chunks' sums written and read.
 */
function workOf(
  { problem, tunables }: LaunchRequest,
  { shape, context, layout }: Block,
  projections: Readonly<Record<Matrix, { readonly workgroupCount: number }>>,
): Launch['work'] {
  const { parts } = layout;
  let paddingFlops = 0;
  let vectorElements = 0;
  for (const [name, { workgroupCount }] of Object.entries(projections) as [
    Matrix,
    { workgroupCount: number },
  ][]) {
    const { rowCount, columnCount } = parts[name];
    paddingFlops += 2 * columnCount * (workgroupCount * tunables.rowsPerGroup! - rowCount);
    vectorElements += workgroupCount * columnCount + rowCount;
  }
  const storedBytes = dense.storedBytes(problem.a);
  const cacheElements = 2 * parts.keys.rowCount * parts.keys.columnCount;
  const usefulFlops = decode.usefulFlops(problem);
  return {
    usefulFlops,
    executedFlops: usefulFlops + paddingFlops,
    compulsoryBytes: decode.compulsoryBytes(problem, storedBytes),
    modelledBytes:
      storedBytes +
      4 * cacheElements * (shape.heads / shape.kvHeads - 1) +
      4 * vectorElements +
      2 * chunkSumBytes(shape, context),
  };
}
