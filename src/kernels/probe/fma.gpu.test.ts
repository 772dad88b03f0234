import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import words from '../../formats/words.format.ts';
import { testGpu } from '../../gpu/testing.ts';
import fmaOperation from '../../operations/fma.operation.ts';
import { probeProblem } from '../../testing/problems.ts';
import { runKernel } from '../../testing/run-kernel.ts';
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
});
