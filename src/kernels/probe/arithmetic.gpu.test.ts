import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import words from '../../formats/words.format.ts';
import { testGpu } from '../../gpu/testing.ts';
import dispatchOperation from '../../operations/dispatch.ts';
import fmaOperation from '../../operations/fma.ts';
import { probeProblem, randomWords } from '../../testing/problems.ts';
import { runKernel } from '../../testing/run-kernel.ts';
import dispatch from './dispatch.kernel.ts';
import fma from './fma.kernel.ts';

const RIGHT = expect.objectContaining({ correct: true });
const FMA = { kernel: fma, operation: fmaOperation, format: words };

function chains(count: number, length: number) {
  const random = createRandom(count);
  const starts = Float32Array.from({ length: count }, () => 0.8 + 0.4 * random.unit());
  return probeProblem(starts, { count, length });
}

describe('probe/fma', () => {
  // Short chains still tell their lengths apart.
  it.for([1, 2, 3, 5, 15, 16, 17, 31, 32, 47])('makes exactly %d steps', async (length, context) => {
    const gpu = await testGpu(context);
    expect(await runKernel(gpu, { ...FMA, problem: chains(300, length) })).toEqual(RIGHT);
    const longer = { ...fmaOperation, reference: () => fmaOperation.reference(chains(300, length + 2)) };
    const wrong = await runKernel(gpu, { ...FMA, operation: longer, problem: chains(300, length) });
    expect(wrong).toMatchObject({ correct: false });
  });

  it('agrees with f64 however long the chain', async context => {
    const gpu = await testGpu(context);
    expect(await runKernel(gpu, { ...FMA, problem: chains(64, 10_001) })).toEqual(RIGHT);
  });

  const everyTunable = Object.entries(fma.tunables).flatMap(([name, values]) =>
    values.map(value => ({ [name]: value })),
  );
  it.for(everyTunable)('is right on 1, 5 and 4099 chains with %o', async (tunables, context) => {
    const gpu = await testGpu(context);
    for (const count of [1, 5, 4099]) {
      expect(await runKernel(gpu, { ...FMA, problem: chains(count, 13), tunables })).toEqual(RIGHT);
    }
  });

  it('is right with workgroups folded into two dimensions', async context => {
    const gpu = await testGpu(context);
    const limits = { maxComputeWorkgroupsPerDimension: 3 };
    expect(await runKernel(gpu, { ...FMA, problem: chains(4099, 6), limits })).toEqual(RIGHT);
  });
});

describe('probe/dispatch', () => {
  it('writes the word of its problem', async context => {
    const gpu = await testGpu(context);
    const setting = { kernel: dispatch, operation: dispatchOperation, format: words };
    expect(await runKernel(gpu, { ...setting, problem: probeProblem(randomWords(1)) })).toEqual(RIGHT);
  });
});
