import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import words from '../../formats/words.format.ts';
import { testGpu } from '../../gpu/testing.ts';
import { CHUNK_BYTES, CHUNK_WORDS } from '../../operations/chunks.ts';
import operation from '../../operations/ladder.ts';
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

  it('agrees with f64 on the longest chains', async context => {
    const gpu = await testGpu(context);
    for (const steps of [127, 128, 1024]) {
      expect(await runKernel(gpu, { ...LADDER, problem: rung(1000, steps) })).toEqual(RIGHT);
    }
  });

  it.for([64, 128, 256])(
    'is right on any number of words with workgroups of %d',
    async (workgroupSize, context) => {
      const gpu = await testGpu(context);
      for (const n of [1, 3, CHUNK_WORDS, 3 * CHUNK_WORDS + 77]) {
        const setting = { ...LADDER, problem: rung(n, 2), tunables: { workgroupSize } };
        expect(await runKernel(gpu, setting)).toEqual(RIGHT);
      }
    },
  );

  it('is right on words cut over bindings, with workgroups folded into two dimensions', async context => {
    const gpu = await testGpu(context);
    const limits = { maxStorageBufferBindingSize: 4 * CHUNK_BYTES, maxComputeWorkgroupsPerDimension: 3 };
    const setting = { ...LADDER, problem: rung(9 * CHUNK_WORDS + 5, 3), limits };
    expect(await runKernel(gpu, setting)).toEqual(RIGHT);
  });
});
