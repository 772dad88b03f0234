import { describe, expect, it } from 'vitest';
import { testGpu } from '../../gpu/testing.ts';
import { problemAt } from '../../testing/problem-at.ts';
import { wrongOutput } from '../../testing/run-checked.ts';
import kernel from './block.kernel.ts';

function problemOf(model: string, context: number) {
  return problemAt(`transformer(model=${model},context=${context})`);
}

/** Mistakes that such kernels make, each by the text it changes. */
const MISTAKES: readonly (readonly [string, 'tiny-gpt' | 'tiny-llama', string, string])[] = [
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
