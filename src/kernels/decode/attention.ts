import type { KernelLimits, Resource, Stage } from '../../core/kernel.ts';
import { ROTARY_BASE, type TransformerShape } from '../../core/transformer.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import { arrayResource } from '../row-slabs.ts';
import { scratch, vectorBytes } from '../scratch.ts';
import { given, uniform } from '../uniform.ts';

/** Positions that a workgroup attends to, the shader's CHUNK. */
const CHUNK = 64;

export function chunkCount(context: number): number {
  return Math.ceil((context + 1) / CHUNK);
}

/** Bytes of the chunks' sums, the largest array between the stages. */
export function chunkSumBytes({ heads, headSize }: TransformerShape, context: number): number {
  return vectorBytes(heads * headSize * chunkCount(context));
}

/** The stage that turns queries and keys by the token's position, with its table of cosines and sines. */
export function rotaryStage(
  { heads, kvHeads, headSize }: TransformerShape,
  position: number,
  workgroupSize: number,
): { readonly resources: readonly Resource[]; readonly stage: Stage } {
  const angles = new Float32Array(headSize);
  for (let i = 0; i < headSize; i += 2) {
    const angle = position * ROTARY_BASE ** (-i / headSize);
    angles[i] = Math.cos(angle);
    angles[i + 1] = Math.sin(angle);
  }
  const quadCount = ((heads + kvHeads) * headSize) / 4;
  return {
    resources: [
      arrayResource('angles', 'input', angles),
      uniform('rotary.params', given(quadCount, headSize / 4)),
    ],
    stage: {
      entryPoint: 'rotate',
      bindings: ['angles', 'qkv', 'rotary.params'],
      workgroups: [Math.ceil(quadCount / workgroupSize), 1, 1],
    },
  };
}

/** Attention over chunks of the cache, then their combination, from `qkv` to `attended`. */
export function attentionStages(
  shape: TransformerShape,
  context: number,
  { workgroupSize, limits }: { readonly workgroupSize: number; readonly limits: KernelLimits },
): { readonly resources: readonly Resource[]; readonly stages: readonly Stage[] } {
  const { heads, kvHeads, headSize } = shape;
  const chunks = chunkCount(context);
  const quadsPerHead = headSize / 4;
  const quadCount = heads * quadsPerHead;
  return {
    resources: [
      scratch('chunkSums', chunkSumBytes(shape, context)),
      scratch('extents', vectorBytes(2 * heads * chunks)),
      scratch('attended', vectorBytes(heads * headSize)),
      uniform(
        'attend.params',
        given(heads, heads / kvHeads, quadsPerHead, kvHeads * quadsPerHead, context, chunks),
      ),
      uniform('combine.params', given(quadCount, quadsPerHead, chunks)),
    ],
    stages: [
      {
        entryPoint: 'attend',
        bindings: ['keys', 'values', 'qkv', 'chunkSums', 'extents', 'attend.params'],
        workgroups: foldWorkgroups(heads * chunks, limits),
      },
      {
        entryPoint: 'combine',
        bindings: ['chunkSums', 'extents', 'attended', 'combine.params'],
        workgroups: [Math.ceil(quadCount / workgroupSize), 1, 1],
      },
    ],
  };
}
