import { describe, expect, it } from 'vitest';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { testGpu } from '../../gpu/testing.ts';
import { problemAt } from '../../testing/problem-at.ts';
import { wrongOutput } from '../../testing/run-checked.ts';
import kernel from './block.kernel.ts';

function problemOf(model: string, context: number) {
  return problemAt(`transformer(model=${model},context=${context})`);
}

interface Mistake {
  readonly name: string;
  readonly model: 'tiny-gpt' | 'tiny-llama';
  /** Whose code it is in. */
  readonly entryPoint: string;
  readonly from: string;
  readonly to: string;
}

function mistake(name: string, where: string, from: string, to: string): Mistake {
  const [model, entryPoint] = where.split(' ') as [Mistake['model'], string];
  return { name, model, entryPoint, from, to };
}

/** Mistakes that such kernels make, each by the text it changes. */
const MISTAKES: readonly Mistake[] = [
  mistake(
    'a dropped head',
    'tiny-gpt combine',
    '= sum / total',
    '= select(sum / total, vec4f(), head == 3u)',
  ),
  mistake('scores without their scale', 'tiny-gpt attend', 'total * scale', 'total + 0.0 * scale'),
  mistake('a softmax that is not normalised', 'tiny-gpt combine', '= sum / total', '= sum + 0.0 * total'),
  mistake('chunks joined without their exponentials', 'tiny-gpt combine', 'exp(extent.x - highest)', '1.0'),
  mistake(
    'the token missing from its own attention',
    'tiny-gpt attend',
    'context + 1u - first',
    'context - first',
  ),
  mistake('a missing residual', 'tiny-gpt project', '+= residual[row]', '+= 0.0 * residual[row]'),
  mistake('a missing bias', 'tiny-gpt project', 'total += bias[row]', 'total += 0.0 * bias[row]'),
  mistake('a GELU without its cubic term', 'tiny-gpt project', '0.044715', '0.0'),
  mistake('a mean left in the norm', 'tiny-gpt normalizeVector', '(vector[quad] - mean) *', 'vector[quad] *'),
  mistake('a gate without its activation', 'tiny-llama project', 'gate * sigmoid(gate)', 'gate'),
  mistake('a rotation the wrong way', 'tiny-llama rotate', 'v.z * t.z - v.w * t.w', 'v.z * t.z + v.w * t.w'),
  mistake(
    'heads of the cache shared out wrongly',
    'tiny-llama attend',
    'head / attending.headsPerKv *',
    'head % 2u *',
  ),
];

/**
 * The kernel with the mistake in one entry point under a name of its own: pipelines are known by the kernel's id and the
 * entry point, so that the others, whose compiling takes a software adapter a second, are those of the kernel as it is.
 */
function mistaken({ name, entryPoint, from, to }: Mistake): KernelDescriptor {
  const renamed = `${entryPoint}With${name.replaceAll(/\W/g, '_')}`;
  const wgsl = kernel.wgsl.replaceAll(from, to).replace(`fn ${entryPoint}(`, `fn ${renamed}(`);
  expect(wgsl).not.toBe(kernel.wgsl.replace(`fn ${entryPoint}(`, `fn ${renamed}(`));
  const launch: KernelDescriptor['launch'] = request => {
    const whole = kernel.launch(request);
    const stages = whole.stages.map(stage =>
      stage.entryPoint === entryPoint ? { ...stage, entryPoint: renamed } : stage,
    );
    return { ...whole, stages };
  };
  return { ...kernel, wgsl, launch };
}

describe('the check of decode/block', () => {
  it('finds the kernel as it is right', async test => {
    const gpu = await testGpu(test);
    for (const model of ['tiny-gpt', 'tiny-llama']) {
      expect(await wrongOutput(gpu, kernel, problemOf(model, 70), { tunables: kernel.frugal! })).toBe(null);
    }
  });

  it.for(MISTAKES.map(made => [made.name, made] as const))('sees %s', async ([, made], test) => {
    const gpu = await testGpu(test);
    const problem = problemOf(made.model, 70);
    const wrong = await wrongOutput(gpu, mistaken(made), problem, { tunables: kernel.frugal! });
    expect(wrong).toMatch(/^every element: element \d+ is/);
  });
});
