import { describe, expect, it } from 'vitest';
import { testGpu } from '../../gpu/testing.ts';
import { wrongOutput } from '../../testing/run-checked.ts';
import { problemAt, tunableCombinations } from '../../testing/tiny-cases.ts';
import kernel from './block.kernel.ts';

const FAMILIES = ['tiny-gpt', 'tiny-llama'] as const;

function problemOf(model: string, context: number) {
  return problemAt(`transformer(model=${model},context=${context})`);
}

describe.each(FAMILIES)('decode/block, %s', model => {
  // One position, a full chunk with the token itself, a chunk for the token alone, several chunks.
  it.for([1, 63, 64, 200])('is right with %d cached positions', async (context, test) => {
    const gpu = await testGpu(test);
    expect(await wrongOutput(gpu, kernel, problemOf(model, context))).toBeNull();
  });

  it('is right with matrices cut over bindings and dispatches folded', async test => {
    const gpu = await testGpu(test);
    const limits = {
      ...gpu.limits,
      maxStorageBufferBindingSize: 2400,
      maxComputeWorkgroupsPerDimension: 3,
    };
    expect(await wrongOutput(gpu, kernel, problemOf(model, 8), { limits })).toBeNull();
  });
});

describe('decode/block', () => {
  // Compiling is most of the time of a test: the family that has all stages stands for both.
  it('is right with every tunable', async test => {
    const gpu = await testGpu(test);
    for (const tunables of tunableCombinations(kernel)) {
      const wrong = await wrongOutput(gpu, kernel, problemOf('tiny-llama', 9), { tunables });
      expect([tunables, wrong]).toEqual([tunables, null]);
    }
  });
});

/** Mistakes that such kernels make, each by the text it changes. */
const MISTAKES: readonly (readonly [string, (typeof FAMILIES)[number], string, string])[] = [
  ['a dropped head', 'tiny-gpt', '= sum / total', '= select(sum / total, vec4f(), head == 3u)'],
  ['scores without their scale', 'tiny-gpt', 'total * scale', 'total + 0.0 * scale'],
  ['a softmax that is not normalised', 'tiny-gpt', '= sum / total', '= sum + 0.0 * total'],
  ['chunks joined without their exponentials', 'tiny-gpt', 'exp(extent.x - highest)', '1.0'],
  ['the token missing from its own attention', 'tiny-gpt', 'context + 1u - first', 'context - first'],
  ['a missing residual', 'tiny-gpt', '+= residual[row]', '+= 0.0 * residual[row]'],
  ['a missing bias', 'tiny-gpt', 'total += bias[row]', 'total += 0.0 * bias[row]'],
  ['a GELU without its cubic term', 'tiny-gpt', '0.044715', '0.0'],
  ['a mean left in the norm', 'tiny-gpt', '(vector[quad] - mean) *', 'vector[quad] *'],
  ['a gate without its activation', 'tiny-llama', 'gate * sigmoid(gate)', 'gate'],
  ['a rotation the wrong way', 'tiny-llama', 'v.z * t.z - v.w * t.w', 'v.z * t.z + v.w * t.w'],
  ['heads of the cache shared out wrongly', 'tiny-llama', 'head / attending.headsPerKv *', 'head % 2u *'],
];

describe('the check of decode/block', () => {
  it.for(MISTAKES)('sees %s', async ([name, model, from, to], test) => {
    const gpu = await testGpu(test);
    const mistaken = { ...kernel, id: `decode/${name}`, wgsl: kernel.wgsl.replaceAll(from, to) };
    expect(mistaken.wgsl).not.toBe(kernel.wgsl);
    const wrong = await wrongOutput(gpu, mistaken, problemOf(model, 70), { tunables: kernel.frugal! });
    expect(wrong).toMatch(/^every element: element \d+ is/);
  });
});
