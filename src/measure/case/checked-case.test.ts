import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KernelDescriptor, Launch, Resource } from '../../core/kernel.ts';
import { parseCase } from '../../core/record/address.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { simulatedBench } from '../../truth/simulated-bench.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import { chooseCopies, prepareChecked } from './checked-case.ts';
import type { ResolvedCase } from './resolved-case.ts';

const { resolve } = createSimulatedResolver();

function prepare(resolved: ResolvedCase) {
  const effort = { streamBytes: 1, minimumBatchMs: 1, seed: 1 };
  return prepareChecked(simulatedBench(drawDevice('bandwidth', 'apart', 0), { nowMs: 0 }, effort), resolved);
}

describe('preparing a case', () => {
  it('skips a share of the memory traffic of a kernel that is not dilutable, with the reason', async () => {
    const address = 'gemm/tiled@product(m=64,n=64,k=64)#1?cache=hot';
    const diluted = await prepare(resolve(parseCase(`${address}&share=0.5`)));
    expect(diluted).toMatchObject({
      status: 'skipped',
      reason: 'gemm/tiled is not dilutable: it reads all of its memory at any share',
    });
    expect(await prepare(resolve(parseCase(address)))).toHaveProperty('prepared');
  });

  it('skips a kernel whose required feature the device, or the WGSL of its browser, lacks, with the reason', async () => {
    const resolved = resolve(parseCase('gemv/rows-per-workgroup@dense(m=64,n=64)#1?cache=hot'));
    const requires: KernelDescriptor['requires'] = ['packed_4x8_integer_dot_product'];
    const outcome = await prepare({ ...resolved, kernel: { ...resolved.kernel, requires } });
    expect(outcome).toMatchObject({
      status: 'skipped',
      reason: 'the device has no packed_4x8_integer_dot_product',
    });
    expect(await prepare(resolved)).toHaveProperty('prepared');
  });

  it('skips products that f32 cannot hold, instead of blaming the kernel', async () => {
    const resolved = resolve(parseCase('gemv/rows-per-workgroup@dense(m=64,n=64)#1?cache=hot'));
    const terms = { method: 'every element', actual: [Number.NaN], expected: [1e39], scale: [1e39] };
    const outcome = await prepare({
      ...resolved,
      operation: { ...resolved.operation, spotChecks: () => [terms] },
    });
    expect(outcome).toMatchObject({ status: 'skipped', reason: expect.stringContaining('range of f32') });
  });
});

const KIB = 1024;

function launchOf(...weightBytes: readonly number[]): Launch {
  const weights = weightBytes.map(
    (byteLength, index): Resource => ({ name: `w${index}`, role: 'weights', byteLength }),
  );
  const rest: readonly Resource[] = [
    { name: 'x', role: 'input', byteLength: 999 * KIB },
    { name: 'y', role: 'output', byteLength: 999 * KIB },
  ];
  return {
    resources: [...weights, ...rest],
    constants: {},
    specialize: {},
    stages: [],
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 0, modelledBytes: 0 },
    outputType: 'f32',
  };
}

describe('choosing the copies of the weights', () => {
  it('makes as many as fill the streamed set, all parts of the weights counted and nothing else', () => {
    expect(chooseCopies(launchOf(3 * KIB, KIB), 'stream', 10 * KIB)).toEqual({
      count: 3,
      workingSetBytes: 12 * KIB,
      cut: null,
    });
  });

  it('makes one where the weights alone fill it, where there are none, and for cached cases', () => {
    expect(chooseCopies(launchOf(64 * KIB), 'stream', 10 * KIB)).toMatchObject({ count: 1, cut: null });
    expect(chooseCopies(launchOf(10 * KIB), 'stream', 10 * KIB)).toMatchObject({ count: 1, cut: null });
    expect(chooseCopies(launchOf(), 'stream', 10 * KIB)).toEqual({
      count: 1,
      workingSetBytes: 0,
      cut: null,
    });
    expect(chooseCopies(launchOf(KIB), 'hot', 10 * KIB)).toEqual({
      count: 1,
      workingSetBytes: KIB,
      cut: null,
    });
  });

  it('makes no more than 256, and says how many it wanted', () => {
    expect(chooseCopies(launchOf(KIB), 'stream', 256 * KIB)).toMatchObject({ count: 256, cut: null });
    expect(chooseCopies(launchOf(KIB), 'stream', 257 * KIB)).toEqual({
      count: 256,
      workingSetBytes: 256 * KIB,
      cut: '257 copies wanted, at most 256 are made',
    });
  });

  it('fills the streamed set with the fewest copies, or says why it does not', () => {
    const bytes = fc.integer({ min: 1, max: 2 ** 30 }).map(words => 4 * words);
    fc.assert(
      fc.property(bytes, bytes, (weightBytes, streamBytes) => {
        const { count, workingSetBytes, cut } = chooseCopies(launchOf(weightBytes), 'stream', streamBytes);
        expect(workingSetBytes).toBe(count * weightBytes);
        expect(workingSetBytes >= streamBytes).toBe(cut === null);
        if (count > 1) expect(workingSetBytes - weightBytes).toBeLessThan(streamBytes);
      }),
    );
  });
});
