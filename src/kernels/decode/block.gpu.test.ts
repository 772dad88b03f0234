import { describe, expect, it } from 'vitest';
import type { KernelDescriptor } from '../../core/kernel.ts';
import type { Gpu } from '../../gpu/device.ts';
import { testGpu } from '../../gpu/testing.ts';
import { problemAt } from '../../testing/problem-at.ts';
import { type PipelineSource, sharedPipelines, wrongOutput } from '../../testing/run-checked.ts';
import kernel from './block.kernel.ts';

function problemOf(model: string, context: number) {
  return problemAt(`transformer(model=${model},context=${context})`);
}

/** Mistakes that such kernels make, each by the stage it is in and the text it changes. */
const MISTAKES: readonly (readonly [string, 'tiny-gpt' | 'tiny-llama', string, string, string])[] = [
  ['a dropped head', 'tiny-gpt', 'combine', '= sum / total', '= select(sum / total, vec4f(), head == 3u)'],
  ['scores without their scale', 'tiny-gpt', 'attend', 'total * scale', 'total + 0.0 * scale'],
  ['a softmax that is not normalised', 'tiny-gpt', 'combine', '= sum / total', '= sum + 0.0 * total'],
  ['chunks joined without their exponentials', 'tiny-gpt', 'combine', 'exp(extent.x - highest)', '1.0'],
  [
    'the token missing from its own attention',
    'tiny-gpt',
    'attend',
    'context + 1u - first',
    'context - first',
  ],
  ['a missing residual', 'tiny-gpt', 'project', '+= residual[row]', '+= 0.0 * residual[row]'],
  ['a missing bias', 'tiny-gpt', 'project', 'total += bias[row]', 'total += 0.0 * bias[row]'],
  ['a GELU without its cubic term', 'tiny-gpt', 'project', '0.044715', '0.0'],
  ['a mean left in the norm', 'tiny-gpt', 'normalizeVector', '(vector[quad] - mean) *', 'vector[quad] *'],
  ['a gate without its activation', 'tiny-llama', 'project', 'gate * sigmoid(gate)', 'gate'],
  ['a rotation the wrong way', 'tiny-llama', 'rotate', 'v.z * t.z - v.w * t.w', 'v.z * t.z + v.w * t.w'],
  [
    'heads of the cache shared out wrongly',
    'tiny-llama',
    'attend',
    'head / attending.headsPerKv *',
    'head % 2u *',
  ],
];

/** Compiling is most of the time: only the stage with the mistake is another one. */
function withMistake(gpu: Gpu, mistaken: KernelDescriptor, stage: string): PipelineSource {
  const pipelines = sharedPipelines(gpu);
  return {
    get: (right, launch, entryPoint) =>
      pipelines.get(entryPoint === stage ? mistaken : right, launch, entryPoint),
  };
}

describe('the check of decode/block', () => {
  it.for(MISTAKES)('sees %s', async ([name, model, stage, from, to], test) => {
    const gpu = await testGpu(test);
    const mistaken = { ...kernel, id: `decode/${name}`, wgsl: kernel.wgsl.replaceAll(from, to) };
    expect(mistaken.wgsl).not.toBe(kernel.wgsl);
    const wrong = await wrongOutput(gpu, kernel, problemOf(model, 70), {
      tunables: kernel.frugal!,
      pipelines: withMistake(gpu, mistaken, stage),
    });
    expect(wrong).toMatch(/^every element: element \d+ is/);
  });
});
