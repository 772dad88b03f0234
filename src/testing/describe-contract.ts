import { describe, it } from 'vitest';
import type { KernelDescriptor } from '../core/kernel.ts';
import { testGpu } from '../gpu/testing.ts';
import { contractCases, runContractCase } from './gpu-contract.ts';

/** One test for each case of the contract of each kernel. */
export function describeContract(kernels: readonly KernelDescriptor[]): void {
  describe.each(kernels.map(kernel => [kernel.id, kernel] as const))('%s is right on', (_, kernel) => {
    const cases = contractCases(kernel).map(contractCase => [contractCase.name, contractCase] as const);
    it.for(cases)('%s', async ([, contractCase], context) => {
      const gpu = await testGpu(context, ...kernel.requires);
      const outcome = await runContractCase(gpu, kernel, contractCase);
      if (outcome.status === 'refused') context.skip(outcome.reason);
      if (outcome.status === 'wrong') throw new Error(outcome.message);
    });
  });
}
