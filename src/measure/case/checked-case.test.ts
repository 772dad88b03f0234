import { describe, expect, it } from 'vitest';
import { parseCase } from '../../core/address.ts';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { simulatedBench } from '../../truth/simulated-bench.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import { prepareChecked } from './checked-case.ts';
import type { ResolvedCase } from './resolved-case.ts';

const { resolve } = createSimulatedResolver();

function prepare(resolved: ResolvedCase) {
  const effort = { streamBytes: 1, minimumBatchMs: 1, seed: 1 };
  return prepareChecked(simulatedBench(drawDevice('bandwidth', 'apart', 0), { nowMs: 0 }, effort), resolved);
}

describe('a case is skipped, with the reason,', () => {
  it('at a share of the memory traffic of a kernel that is not dilutable', async () => {
    const address = 'gemm/tiled@product(m=64,n=64,k=64)#1?cache=hot';
    const diluted = await prepare(resolve(parseCase(`${address}&share=0.5`)));
    expect(diluted).toMatchObject({
      record: {
        status: 'skipped',
        reason: 'gemm/tiled is not dilutable: it reads all of its memory at any share',
      },
    });
    expect(await prepare(resolve(parseCase(address)))).toHaveProperty('checked');
  });

  it('where the device, or the WGSL of its browser, lacks a feature that the kernel requires', async () => {
    const resolved = resolve(parseCase('gemv/rows-per-workgroup@dense(m=64,n=64)#1?cache=hot'));
    const requires: KernelDescriptor['requires'] = ['packed_4x8_integer_dot_product'];
    const outcome = await prepare({ ...resolved, kernel: { ...resolved.kernel, requires } });
    expect(outcome).toMatchObject({
      record: { status: 'skipped', reason: 'the device has no packed_4x8_integer_dot_product' },
    });
    expect(await prepare(resolved)).toHaveProperty('checked');
  });
});
