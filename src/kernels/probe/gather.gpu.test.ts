import { describe, expect, it } from 'vitest';
import { MEMORY_SHARES } from '../../core/dilution.ts';
import words from '../../formats/words.format.ts';
import { testGpu } from '../../gpu/testing.ts';
import operation, { LINE_WORDS } from '../../operations/gather.ts';
import { probeProblem, randomWords } from '../../testing/problems.ts';
import { runKernel } from '../../testing/run-kernel.ts';
import kernel from './gather.kernel.ts';

const RIGHT = expect.objectContaining({ correct: true });
const SETTING = { kernel, operation, format: words };

const table = (lines: number, chains: number, steps: number) =>
  probeProblem(randomWords(lines * LINE_WORDS), { chains, steps });

describe('probe/gather', () => {
  it.for([1, 2, 64, 4096])('walks as the reference does among %d lines', async (lines, context) => {
    const gpu = await testGpu(context);
    expect(await runKernel(gpu, { ...SETTING, problem: table(lines, 131, 33) })).toEqual(RIGHT);
  });

  it.for(kernel.tunables.workgroupSize!)('is exact with workgroups of %d', async (workgroupSize, context) => {
    const gpu = await testGpu(context);
    const setting = { ...SETTING, problem: table(4096, 1001, 7), tunables: { workgroupSize } };
    expect(await runKernel(gpu, setting)).toEqual(RIGHT);
  });

  it.for(MEMORY_SHARES)('keeps the chains that dilution names at share %d', async (memoryShare, context) => {
    const gpu = await testGpu(context);
    const setting = { ...SETTING, problem: table(4096, 3000, 9), memoryShare };
    expect(await runKernel(gpu, setting)).toEqual(RIGHT);
  });

  it('is exact with workgroups folded into two dimensions', async context => {
    const gpu = await testGpu(context);
    const limits = { maxComputeWorkgroupsPerDimension: 4 };
    expect(await runKernel(gpu, { ...SETTING, problem: table(64, 900, 5), limits })).toEqual(RIGHT);
  });
});
