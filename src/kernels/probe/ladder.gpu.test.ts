import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import words from '../../formats/words.format.ts';
import { testGpu } from '../../gpu/testing.ts';
import operation from '../../operations/ladder.operation.ts';
import { probeProblem } from '../../testing/problems.ts';
import { runKernel } from '../../testing/run-kernel.ts';
import kernel from './ladder.kernel.ts';

const RIGHT = expect.objectContaining({ correct: true });
const LADDER = { kernel, operation, format: words };

function rung(n: number, multiplyAdds: number) {
  const random = createRandom(n);
  return probeProblem(
    Float32Array.from({ length: n }, () => 0.9 + 0.2 * random.unit()),
    { n, multiplyAdds },
  );
}

describe('probe/ladder', () => {
  // Short chains still tell their lengths apart.
  it.for([1, 2, 3, 4, 5, 8, 12, 15])('makes exactly %d steps', async (steps, context) => {
    const gpu = await testGpu(context);
    expect(await runKernel(gpu, { ...LADDER, problem: rung(300, steps) })).toEqual(RIGHT);
    // Where chains settle most slowly.
    const edge = (length: number) => probeProblem(Float32Array.of(0.9), { multiplyAdds: length });
    const longer = { ...operation, reference: () => operation.reference(edge(steps + 2)) };
    expect(await runKernel(gpu, { ...LADDER, problem: edge(steps) })).toEqual(RIGHT);
    expect(await runKernel(gpu, { ...LADDER, operation: longer, problem: edge(steps) })).toMatchObject({
      correct: false,
    });
  });
});
