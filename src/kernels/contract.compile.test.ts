import { beforeAll, describe, expect, it } from 'vitest';
import { kernels } from '../catalog.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import { describeAdapter, type Gpu, withErrorScopes } from '../gpu/device.ts';
import { execute } from '../gpu/execute.ts';
import { specialize } from '../gpu/specialize.ts';
import { languageFeatures, requestNullAdapter } from '../platform/node.ts';
import { DEFAULT_LIMITS } from '../testing/limits.ts';
import { compileOnNaga, type NagaOutcome, type ShaderSource } from '../testing/naga.ts';
import { launchOn, tinyProblem, tunableCombinations } from '../testing/tiny-cases.ts';

const shaders = import.meta.glob<string>('../../shaders/**/*.wgsl', {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** The second line is wrong for every compiler. */
const BROKEN = '@compute @workgroup_size(1) fn main() {\n  let wrong: u32 = 1.5;\n}';

/** Every text that some choice of tunables makes of the shader, once; pipelines for the default choice only. */
function specialisedShaders(kernel: KernelDescriptor): (ShaderSource & { readonly name: string })[] {
  const found = new Map<string, ShaderSource & { readonly name: string }>();
  for (const tunables of tunableCombinations(kernel)) {
    const launch = launchOn(kernel, tinyProblem(kernel.operation), { tunables });
    const code = specialize(kernel.wgsl, launch.specialize);
    const { constants } = launch;
    const pipelines =
      found.size > 0 ? [] : launch.stages.map(({ entryPoint }) => ({ entryPoint, constants }));
    if (!found.has(code))
      found.set(code, {
        name: `${kernel.id} ${JSON.stringify(tunables)}`,
        code,
        pipelines,
        requires: kernel.requires,
      });
  }
  return [...found.values()];
}

describe('Tint, on a device with every feature and no more than the limits of every device', () => {
  let gpu: Gpu;

  beforeAll(async () => {
    const adapter = await requestNullAdapter();
    const requiredFeatures = (['shader-f16', 'subgroups', 'timestamp-query'] as const).filter(feature =>
      adapter!.features.has(feature),
    );
    const device = await adapter!.requestDevice({ requiredFeatures });
    gpu = {
      device,
      adapter: describeAdapter(adapter!),
      limits: DEFAULT_LIMITS,
      allLimits: {},
      features: new Set([...requiredFeatures, ...languageFeatures()]),
      loss: { message: null },
      concession: null,
    };
  });

  it.each(Object.keys(shaders).sort())('accepts %s as it stands', async path => {
    const module = await withErrorScopes(gpu.device, () =>
      gpu.device.createShaderModule({ code: shaders[path]! }),
    );
    const { messages } = await module.getCompilationInfo();
    expect(messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`)).toEqual([]);
  });

  it.each([...kernels.keys()])('accepts every launch of %s, its bindings and its workgroups', async id => {
    const kernel = kernels.get(id)!;
    expect(kernel.requires.filter(feature => !gpu.features.has(feature))).toEqual([]);
    for (const tunables of tunableCombinations(kernel)) {
      const launch = launchOn(kernel, tinyProblem(kernel.operation), { tunables });
      await execute(gpu, kernel, launch).catch(error => {
        throw new Error(`${id} ${JSON.stringify(tunables)}: ${error.message}`);
      });
    }
  });

  it('refuses a broken shader, naming the line', async () => {
    const compile = withErrorScopes(gpu.device, () => gpu.device.createShaderModule({ code: BROKEN }));
    await expect(compile).rejects.toThrow(/:2:/);
  });
});

describe('naga', () => {
  const sources = [...kernels.values()]
    .filter(kernel => !kernel.requires.includes('subgroups'))
    .flatMap(specialisedShaders);
  let outcome: NagaOutcome;

  beforeAll(() => {
    outcome = compileOnNaga([...sources, { code: BROKEN, pipelines: [] }]);
  }, 120_000);

  it('accepts every shader that needs no subgroups, however specialised', context => {
    if ('unavailable' in outcome) return context.skip(outcome.unavailable);
    const { errors } = outcome;
    const complaints = sources
      .map(({ name }, i) => `${name}: ${errors[i]}`)
      .filter((_, i) => errors[i] !== null);
    expect(complaints).toEqual([]);
  });

  it('has what shaders with f16 need', context => {
    if ('unavailable' in outcome) return context.skip(outcome.unavailable);
    if (!outcome.features.includes('shader-f16')) context.skip("naga's adapter has no shader-f16");
  });

  it('refuses a broken shader, naming the line', context => {
    if ('unavailable' in outcome) return context.skip(outcome.unavailable);
    expect(outcome.errors.at(-1)).toMatch(/wgsl:2:/);
  });
});
