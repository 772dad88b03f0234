import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Launch } from '../../core/kernel.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import { launchOn, tunableCombinations } from '../../testing/tiny-cases.ts';
import naive from './naive.kernel.ts';
import tiled from './tiled.kernel.ts';

const kernels = [naive, tiled];

function dataOf(launch: Launch, name: string) {
  return launch.resources.find(resource => resource.name === name)!.data!;
}

/** What the stages compute, in f64 from their own buffers and parameters, without tiles. */
function modelled(launch: Launch, elementFloats: number): Float32Array<ArrayBuffer> {
  const made = launch.resources.filter(({ role }) => role === 'output' || role === 'scratch');
  const results = new Map(
    made.map(({ name, byteLength }) => [name, new Float32Array(byteLength / 4).fill(NaN)]),
  );
  for (const { entryPoint, bindings } of launch.stages) {
    const words = dataOf(launch, bindings.at(-1)!);
    const [rowCount, columns, depth, firstK, aStride, , accumulate, , partCount = 1, partDepth = depth!] =
      words;
    const n = columns! * elementFloats;
    const target = results.get(bindings.at(-2)!)!;
    const [a, b] =
      entryPoint === 'main' ? [dataOf(launch, bindings[0]!), dataOf(launch, bindings[1]!)] : [null, null];
    const partial = (part: number, i: number, j: number): number => {
      if (!a || !b) return results.get(bindings[0]!)![(part * rowCount! + i) * n + j]!;
      let sum = 0;
      for (let k = part * partDepth; k < Math.min(depth!, (part + 1) * partDepth); k++) {
        sum += a[i * aStride! * elementFloats + firstK! * elementFloats + k]! * b[k * n + j]!;
      }
      return sum;
    };
    for (let i = 0; i < rowCount!; i++) {
      for (let j = 0; j < n; j++) {
        const parts = Array.from({ length: partCount }, (_, part) => partial(part, i, j));
        const adds = accumulate === 1 && (!a || partCount === 1);
        if (a && partCount > 1) {
          for (const [part, sum] of parts.entries()) target[(part * rowCount! + i) * n + j] = sum;
        } else target[i * n + j] = parts.reduce((sum, value) => sum + value, adds ? target[i * n + j]! : 0);
      }
    }
  }
  const outputs = launch.resources.filter(({ role }) => role === 'output');
  return Float32Array.from(outputs.flatMap(({ name }) => [...results.get(name)!]));
}

const shapes = fc.record({
  m: fc.integer({ min: 1, max: 20 }),
  k: fc.integer({ min: 1, max: 30 }),
  n: fc.integer({ min: 1, max: 20 }),
  bindingBytes: fc.constantFrom(400, 1000, 2 ** 20),
  depthParts: fc.constantFrom(0, 1, 2, 3, 7),
});

describe.each(kernels)('$id', kernel => {
  const elementFloats = kernel === tiled ? 4 : 1;

  it('adds up to the whole product, however it is cut', () => {
    fc.assert(
      fc.property(shapes, ({ m, k, n, bindingBytes, depthParts }) => {
        const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: bindingBytes };
        const problem = problemOf(dense(m, k), n);
        expect(kernel.supports(problem, limits)).toBe(true);
        const launch = launchOn(kernel, problem, { limits, tunables: { depthParts } });
        const whole = launchOn(kernel, problem);
        const actual = launch.decodeOutput!(modelled(launch, elementFloats));
        const expected = whole.decodeOutput!(modelled(whole, elementFloats));
        expect(actual.length).toBe(m * n);
        for (let i = 0; i < m * n; i++) expect(actual[i]).toBeCloseTo(expected[i]!, 4);
      }),
      { numRuns: 100 },
    );
  });

  it('has a workgroup for every tile of every slab', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom(...tunableCombinations(kernel)),
        fc.constantFrom(23, 65535),
        (m, n, tunables, maxComputeWorkgroupsPerDimension) => {
          const limits = {
            ...DEFAULT_LIMITS,
            maxComputeWorkgroupsPerDimension,
            maxStorageBufferBindingSize: 40_000,
          };
          const launch = launchOn(kernel, problemOf(dense(m, 5), n), { tunables, limits });
          const [rows, columns] =
            kernel === tiled
              ? [
                  tunables.threadsPerSide! * tunables.rowsPerThread!,
                  // No wider than C, in whole quads of all threads.
                  4 *
                    tunables.threadsPerSide! *
                    Math.min(tunables.quadsPerThread!, Math.ceil(n / (4 * tunables.threadsPerSide!))),
                ]
              : [tunables.tileSide!, tunables.tileSide!];
          for (const { entryPoint, bindings, workgroups } of launch.stages) {
            const words = dataOf(launch, bindings.at(-1)!);
            const [rowCount, width, , , , tilesAcross, , tileCount, partCount = 1] = words;
            if (entryPoint === 'join') {
              expect(workgroups[0] * workgroups[1] * 64).toBeGreaterThanOrEqual(rowCount! * width!);
              continue;
            }
            expect(tilesAcross! * columns).toBeGreaterThanOrEqual(n);
            expect((tilesAcross! - 1) * columns).toBeLessThan(width! * elementFloats);
            const tiles = Math.floor((workgroups[0] * workgroups[1]) / partCount);
            if (tileCount !== undefined) expect(tiles).toBeGreaterThanOrEqual(tileCount);
            expect(Math.floor(tiles / tilesAcross!) * rows).toBeGreaterThanOrEqual(rowCount!);
            expect(Math.max(...workgroups)).toBeLessThanOrEqual(maxComputeWorkgroupsPerDimension);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('cuts A and C by rows and B by fours of rows', () => {
    // A binding holds 2 rows of A (16 floats), 3 rows of C (12 floats), 3 rows of B: too few for four.
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 192 };
    const launch = launchOn(kernel, problemOf(dense(7, 15), 12), { limits });
    expect(launch.stages.map(stage => stage.bindings.slice(0, 3).join(' '))).toEqual(
      ['0', '1', '2'].flatMap(i => ['0', '1', '2', '3'].map(j => `a.${i} b.${j} c.${i}`)),
    );
    expect(launch.stages.map(({ bindings }) => dataOf(launch, bindings[3]!)[6])).toEqual(
      ['0', '1', '2'].flatMap(() => [0, 1, 1, 1]),
    );
  });

  it('counts the work of a tiny case as by hand', () => {
    const tunables = { tileSide: 8, threadsPerSide: 8, rowsPerThread: 4, quadsPerThread: 1 };
    const { work } = launchOn(kernel, problemOf(dense(5, 6), 3), { tunables });
    expect(work.usefulFlops).toBe(2 * 5 * 6 * 3);
    expect(work.executedFlops).toBe(kernel === tiled ? 2 * 32 * 32 * 8 : 2 * 5 * 6 * 3);
    expect(work.compulsoryBytes).toBe(4 * (5 * 6 + 6 * 3 + 5 * 3));
    expect(work.modelledBytes).toBe(
      kernel === tiled ? 4 * (5 * 8 + 6 * 4 + 5 * 4) : 4 * (5 * 8 + 6 * 3 + 5 * 3),
    );
  });

  it('says why it cannot run', () => {
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 256 };
    expect(kernel.supports(problemOf(dense(100, 64), 16), limits)).toBe(true);
    expect(kernel.supports(problemOf(dense(3, 65), 2), limits)).toMatch(/^a row of A takes 272 B, but maxSt/);
    expect(kernel.supports(problemOf(dense(3, 2), 17), limits)).toMatch(
      /^a group of four rows of B takes 320 B, but/,
    );
  });
});
