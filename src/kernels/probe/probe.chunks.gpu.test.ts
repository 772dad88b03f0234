import { describe, expect, it } from 'vitest';
import { LEAST_RESIDENT_BYTES, MEMORY_SHARES } from '../../core/dilution.ts';
import words from '../../formats/words.format.ts';
import { testGpu } from '../../gpu/testing.ts';
import { CHUNK_BYTES, CHUNK_WORDS } from '../../operations/chunks.ts';
import copyOperation from '../../operations/copy.operation.ts';
import readOperation from '../../operations/read.operation.ts';
import writeOperation from '../../operations/write.operation.ts';
import { probeProblem, randomWords } from '../../testing/problems.ts';
import { type KernelSetting, runKernel } from '../../testing/run-kernel.ts';
import { tunableCombinations } from '../../testing/tiny-cases.ts';
import copy from './copy.kernel.ts';
import read from './read.kernel.ts';
import write from './write.kernel.ts';

const RIGHT = expect.objectContaining({ correct: true });

const vector = (wordCount: number, passes = 1) => probeProblem(randomWords(wordCount), { passes });

/** How shapes meet slabs, visits and dilution; the contract tries each of these alone. */

/** Twenty chunks and a bit. */
const UNEVEN = vector(20 * CHUNK_WORDS + 77, 2);
/** One visit more than two for each of 4096 workgroups. */
const OFTEN = vector(2 * CHUNK_WORDS + 77, 2731);

describe.each([
  { kernel: read, operation: readOperation },
  { kernel: write, operation: writeOperation },
  { kernel: copy, operation: copyOperation },
])('$kernel.id', ({ kernel, operation }) => {
  const setting = (more: Partial<KernelSetting>): KernelSetting => ({
    kernel,
    operation,
    format: words,
    problem: UNEVEN,
    ...more,
  });

  it.for(kernel.tunables.shape!)(
    'is exact in slabs and folded workgroups, shape %d',
    async (shape, context) => {
      const gpu = await testGpu(context);
      const limits = { maxStorageBufferBindingSize: 8 * CHUNK_BYTES, maxComputeWorkgroupsPerDimension: 5 };
      expect(await runKernel(gpu, setting({ tunables: { shape }, limits }))).toEqual(RIGHT);
    },
  );

  it.for(kernel.tunables.shape!)(
    'is exact with several visits a workgroup, shape %d',
    async (shape, context) => {
      const gpu = await testGpu(context);
      expect(await runKernel(gpu, setting({ problem: OFTEN, tunables: { shape } }))).toEqual(RIGHT);
    },
  );
});

describe('the diluted read probe', () => {
  const diluted = MEMORY_SHARES.flatMap(memoryShare =>
    read.tunables.shape!.map(shape => [memoryShare, shape] as const),
  );
  it.for(diluted)('reads the chunks that dilution names at share %d, shape %d', async (pair, context) => {
    const gpu = await testGpu(context);
    const [memoryShare, shape] = pair;
    const setting = { kernel: read, operation: readOperation, format: words, problem: UNEVEN };
    const more = {
      memoryShare,
      tunables: { shape },
      limits: { maxStorageBufferBindingSize: 8 * CHUNK_BYTES },
    };
    expect(await runKernel(gpu, { ...setting, ...more })).toEqual(RIGHT);
  });

  const parted = tunableCombinations(read)
    .filter(({ shape }) => shape === 0)
    .flatMap(tunables => [16_384, 4096, LEAST_RESIDENT_BYTES].map(bytes => [bytes, tunables] as const));
  it.for(parted)('reads a resident part of %d bytes, %o', async ([residentBytes, tunables], context) => {
    const gpu = await testGpu(context);
    const setting = { kernel: read, operation: readOperation, format: words, problem: UNEVEN };
    const more = { memoryShare: 0.5, residentBytes, tunables };
    expect(await runKernel(gpu, { ...setting, ...more })).toEqual(RIGHT);
  });
});
