import { describe, expect, it } from 'vitest';
import { testGpu } from '../gpu/testing.ts';
import { contractFaults } from './gpu-contract.ts';
import { shownKernel } from './guide.ts';

describe('the kernel that CONTRIBUTING shows', () => {
  it('keeps the whole contract', async context => {
    const gpu = await testGpu(context);
    const kernel = await shownKernel();
    expect(await contractFaults(gpu, new Map([[kernel.id, kernel]]))).toEqual([]);
  });
});
