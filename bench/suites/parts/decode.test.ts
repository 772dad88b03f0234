import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../../../src/core/plan.ts';
import { DEFAULT_LIMITS } from '../../../src/testing/limits.ts';
import { decodeSections, LARGE_MODELS } from './decode.ts';

const EFFORT = { longestStepNs: 1e8, models: LARGE_MODELS, weight: 4 };

/** @param nsPerElement Infinity: the kernel that the estimate comes from did not run */
function contextWith(nsPerElement: number, options: Partial<SuiteContext> = {}): SuiteContext {
  return {
    deviceClass: 'hardware',
    limits: DEFAULT_LIMITS,
    features: new Set(),
    pilot: {
      beyondCacheBytes: null,
      residentBytes: 65_536,
      launchNs: 0,
      tunables: () => ({ workgroupSize: 32, rowsPerGroup: 8 }),
      estimateNs: (_, { nnz }) => nsPerElement * nnz,
    },
    files: [],
    kernelIds: ['gemv/rows-per-workgroup', 'decode/block'],
    seed: 1,
    timeBudgetMs: null,
    ...options,
  };
}

describe('the sections of the decode suite', () => {
  it('time every model beside a read probe of as many elements, and by wall clock', () => {
    const { sections, leftOut } = decodeSections(contextWith(0.01), EFFORT);
    expect(sections.map(({ id }) => id)).toEqual([
      'decode/gpt2-xl',
      'decode/llama-3-8b',
      'decode/gpt3-slice',
    ]);
    expect(leftOut).toEqual([]);
    const [read, step, wall] = sections[0]!.groups.flat();
    // 30.7 million weights, a cache of 1024 positions of keys and values, the token.
    expect(read).toMatchObject({ kernelId: 'probe/read', problem: { params: { n: 34_019_200 } } });
    expect(step).toMatchObject({ kernelId: 'decode/block', clock: 'gpu', cache: 'stream' });
    expect(wall).toMatchObject({ problem: { params: { model: 'gpt2-xl', context: 1024 } }, clock: 'wall' });
  });

  it('leave out a model whose step takes too long, with the figures', () => {
    const { sections, leftOut } = decodeSections(contextWith(1), EFFORT);
    expect(sections.map(({ id }) => id)).toEqual(['decode/gpt2-xl']);
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      'one step reads 840 MiB of f32 weights and cache and takes about 220 ms here, over the 100 ms that the suite has for a step',
      'one step reads 876 MiB of f32 weights and cache and takes about 230 ms here, over the 100 ms that the suite has for a step',
    ]);
  });

  it('take the tunables of the piloted product as far as the kernel has them', () => {
    const { sections } = decodeSections(contextWith(0.01), EFFORT);
    for (const c of sections.flatMap(({ groups }) => groups.flat())) {
      if (c.kernelId === 'decode/block') expect(c.tunables).toEqual({ rowsPerGroup: 8 });
    }
  });

  it('try without an estimate on hardware only', () => {
    const unknown = Number.POSITIVE_INFINITY;
    expect(decodeSections(contextWith(unknown), EFFORT).leftOut).toEqual([]);
    const software = decodeSections(contextWith(unknown, { deviceClass: 'software' }), EFFORT);
    expect(software.sections).toEqual([]);
    expect(software.leftOut[0]!.reason).toMatch(/did not run to tell/);
  });

  it('are none without the kernel', () => {
    const { sections, leftOut } = decodeSections(contextWith(0.01, { kernelIds: ['gemm/naive'] }), EFFORT);
    expect([...sections, ...leftOut]).toEqual([]);
  });
});
