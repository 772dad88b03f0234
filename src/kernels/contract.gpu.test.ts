import { describe, it } from 'vitest';
import { kernels } from '../catalog.ts';
import { testGpu } from '../gpu/testing.ts';
import { contractCases, runContractCase } from '../testing/gpu-contract.ts';

/** What every kernel of the catalogue must compute rightly, whoever adds it. */

describe.each([...kernels])('%s is right on', (_, kernel) => {
  const cases = contractCases(kernel).map(contractCase => [contractCase.name, contractCase] as const);
  it.for(cases)('%s', async ([, contractCase], context) => {
    const gpu = await testGpu(context, ...kernel.requires);
    const outcome = await runContractCase(gpu, kernel, contractCase);
    if (outcome.status === 'refused') context.skip(outcome.reason);
    if (outcome.status === 'wrong') throw new Error(outcome.message);
  });
});
