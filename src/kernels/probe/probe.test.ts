import { describe, expect, it } from 'vitest';
import { isKept, MEMORY_SHARES } from '../../core/dilution.ts';
import { defaultTunables, type KernelDescriptor, type KernelLimits } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import words from '../../formats/words.format.ts';
import { CHUNK_BYTES, CHUNK_WORDS } from '../../operations/chunks.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { probeProblem } from '../../testing/problems.ts';
import copy from './copy.kernel.ts';
import dispatch from './dispatch.kernel.ts';
import fma from './fma.kernel.ts';
import gather from './gather.kernel.ts';
import ladder from './ladder.kernel.ts';
import read from './read.kernel.ts';
import write from './write.kernel.ts';

interface Options {
  readonly tunables?: Record<string, number>;
  readonly limits?: Partial<KernelLimits>;
  readonly memoryShare?: number;
  readonly residentBytes?: number;
}

function launchOf(kernel: KernelDescriptor, problem: Problem, options: Options = {}) {
  return kernel.launch({
    problem,
    encoded: words.encode(problem.a),
    tunables: { ...defaultTunables(kernel), ...options.tunables },
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    memoryShare: options.memoryShare ?? 1,
    ...(options.residentBytes !== undefined && { residentBytes: options.residentBytes }),
  });
}

/** 40 chunks and one word, three times. */
const VECTOR = probeProblem(new Float32Array(40 * CHUNK_WORDS + 1), { passes: 3 });

describe('visits of chunks', () => {
  it.each([0, 1, 2])('reach every chunk once a pass in shape %d, slab by slab', shape => {
    const limits = { maxStorageBufferBindingSize: 16 * CHUNK_BYTES };
    // Of two slabs 48,000 visits, 11 a workgroup; of the third 27,000, 6 a workgroup.
    const vector = probeProblem(VECTOR.a.values, { passes: 3000 });
    const launch = launchOf(write, vector, { tunables: { shape }, limits });
    const visited = new Uint32Array(41);
    for (const stage of launch.stages) {
      const name = stage.bindings.at(-1)!;
      const params = launch.resources.find(resource => resource.name === name)!.data!;
      const [visitCount, chunkCount, groupCount, perGroup, groupStep, visitStep, firstChunk] = params;
      expect(stage.workgroups[0] * stage.workgroups[1]).toBeGreaterThanOrEqual(groupCount!);
      for (let group = 0; group < groupCount!; group++) {
        for (let k = 0; k < perGroup!; k++) {
          const visit = group * groupStep! + k * visitStep!;
          if (visit < visitCount!) visited[firstChunk! + (visit % chunkCount!)]!++;
        }
      }
    }
    expect(launch.stages).toHaveLength(3);
    expect([...visited]).toEqual(Array(41).fill(3000));
  });

  it.each([
    { visits: 1, each: 1 },
    { visits: 8191, each: 1 },
    { visits: 8192, each: 2 },
    { visits: 40_000, each: 9 },
    { visits: 65_536, each: 16 },
    { visits: 200_000, each: 16 },
  ])('leave workgroups enough for the largest GPUs: of $visits visits $each each', ({ visits, each }) => {
    const vector = probeProblem(new Float32Array(1), { passes: visits });
    for (const shape of [1, 2]) {
      const { stages } = launchOf(write, vector, { tunables: { shape } });
      const [x, y] = stages[0]!.workgroups;
      expect(x * y).toBe(Math.ceil(visits / each));
    }
  });

  it('move whole chunks, and count what the problem needs', () => {
    const bytes = 3 * 4 * (40 * CHUNK_WORDS + 1);
    const moved = 3 * 41 * CHUNK_BYTES;
    expect(launchOf(write, VECTOR).work).toMatchObject({ compulsoryBytes: bytes, modelledBytes: moved });
    expect(launchOf(copy, VECTOR).work).toMatchObject({
      compulsoryBytes: 2 * bytes,
      modelledBytes: 2 * moved,
    });
    const sums = 3 * 41 * 64 * 4;
    const reading = launchOf(read, VECTOR, { tunables: { workgroupSize: 64 } });
    expect(reading.work).toMatchObject({ compulsoryBytes: bytes, modelledBytes: moved + sums });
  });

  it('are refused where a chunk, or the sums of all visits, exceed a binding', () => {
    const tiny = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: CHUNK_BYTES - 4 };
    expect(read.supports(VECTOR, tiny)).toMatch(/^a chunk takes 32 KiB, but a storage binding holds/);
    const often = probeProblem(new Float32Array(CHUNK_WORDS), { passes: 200_000 });
    expect(read.supports(often, DEFAULT_LIMITS)).toMatch(/^the sums of 200,000 visits take/);
    expect(write.supports(often, DEFAULT_LIMITS)).toBe(true);
  });

  it('add the sums of a chunk over threads and passes', () => {
    const problem = probeProblem(new Float32Array(CHUNK_WORDS + 1), { passes: 2 });
    const launch = launchOf(read, problem, { tunables: { workgroupSize: 64 } });
    // Visits: chunk 0, chunk 1, chunk 0, chunk 1; visit v stores v + 1 for each of 64 threads.
    const raw = Uint32Array.from({ length: 4 * 64 }, (_, i) => 1 + Math.floor(i / 64));
    expect(Array.from(launch.decodeOutput!(raw))).toEqual([64 * (1 + 3), 64 * (2 + 4)]);
  });

  it('are redirected by dilution within their slab', () => {
    const limits = { maxStorageBufferBindingSize: 16 * CHUNK_BYTES };
    const { expectedIndex } = launchOf(read, VECTOR, { limits, memoryShare: 0 });
    const sources = Array.from({ length: 41 }, (_, chunk) => expectedIndex!(chunk));
    expect(sources.slice(0, 5)).toEqual([0, 1, 0, 1, 0]);
    expect(sources.slice(16, 19)).toEqual([16, 17, 16]);
    expect(sources[40]).toBe(32);
  });

  it('are redirected to a part of the first of their slab where the resident set is smaller than one', () => {
    const limits = { maxStorageBufferBindingSize: 16 * CHUNK_BYTES };
    const launch = launchOf(read, VECTOR, { limits, memoryShare: 0, residentBytes: CHUNK_BYTES / 8 });
    expect([0, 1, 16, 40].map(chunk => launch.expectedIndex!(chunk))).toEqual([41, 41, 42, 43]);
    const { expected } = launch.ownReference!();
    const words = new Uint32Array(VECTOR.a.values.buffer);
    const sum = words.subarray(16 * CHUNK_WORDS, 16 * CHUNK_WORDS + 1024).reduce((a, b) => (a + b) >>> 0, 0);
    expect(expected[1]).toBe((8 * sum) % 2 ** 32);
  });
});

describe('probe/gather', () => {
  const problem = probeProblem(new Float32Array(2048 * 16), { chains: 1000, steps: 3 });

  it.each(MEMORY_SHARES.filter(share => share < 1))(
    'compares the workgroups kept at share %d with walks among all lines',
    share => {
      const { expectedIndex } = launchOf(gather, problem, { memoryShare: share });
      for (const chain of [0, 63, 64, 500, 999]) {
        const kept = isKept(Math.floor(chain / 64), 4 * share);
        expect(expectedIndex!(chain)).toBe(kept ? chain : 1000 + chain);
      }
    },
  );

  it('models a line a step', () => {
    expect(launchOf(gather, problem).work.modelledBytes).toBe(64 * 3000 + 4000);
  });

  it('names the table where it exceeds a binding', () => {
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 2 ** 16 };
    expect(gather.supports(problem, limits)).toMatch(/^the table takes 128 KiB/);
  });
});

describe('probe/fma', () => {
  it('executes what threads beyond the last chain run', () => {
    const problem = probeProblem(new Float32Array(4 * 70 + 1).fill(1), { length: 10 });
    const { work, stages } = launchOf(fma, problem, { tunables: { workgroupSize: 64, vectors: 2 } });
    // 71 vec4s: all 64 threads have a first one, and run two.
    expect(stages[0]!.workgroups).toEqual([1, 1, 1]);
    expect(work).toMatchObject({ usefulFlops: 2 * 281 * 10, executedFlops: 2 * 128 * 4 * 10 });
  });
});

describe('probe/ladder', () => {
  it('moves the same bytes for any number of steps', () => {
    const works = [1, 1024].map(multiplyAdds => {
      const problem = probeProblem(new Float32Array(CHUNK_WORDS + 1).fill(1), { multiplyAdds });
      return launchOf(ladder, problem, { tunables: { workgroupSize: 128 } }).work;
    });
    const bytes = { compulsoryBytes: 4 * (CHUNK_WORDS + 1) + 8, modelledBytes: 2 * (CHUNK_BYTES + 4 * 128) };
    const elements = CHUNK_WORDS + 1;
    expect(works[0]).toEqual({ ...bytes, usefulFlops: 2 * elements, executedFlops: 2 * CHUNK_WORDS * 2 });
    expect(works[1]).toEqual({
      ...bytes,
      usefulFlops: 2048 * elements,
      executedFlops: 2 * CHUNK_WORDS * 2048,
    });
  });

  it('adds up what the threads of a chunk stored', () => {
    const problem = probeProblem(new Float32Array(CHUNK_WORDS + 1).fill(1), { multiplyAdds: 1 });
    const launch = launchOf(ladder, problem, { tunables: { workgroupSize: 64 } });
    const raw = Float32Array.from({ length: 2 * 64 }, (_, i) => (i < 64 ? 0.5 : 2));
    expect(Array.from(launch.decodeOutput!(raw))).toEqual([32, 128]);
  });
});

describe('probe/dispatch', () => {
  it('is one thread that writes one word', () => {
    const launch = launchOf(dispatch, probeProblem(new Float32Array(1).fill(0.5)));
    expect(launch.stages[0]!.workgroups).toEqual([1, 1, 1]);
    expect(launch.work.compulsoryBytes).toBe(4);
  });
});
