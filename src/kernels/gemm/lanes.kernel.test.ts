import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import { launchOn } from '../../testing/tiny-cases.ts';
import lanes from './lanes.kernel.ts';

function shapeOf(columns: number, subgroupMaxSize: number, tunables: Record<string, number> = {}) {
  const limits = { ...DEFAULT_LIMITS, subgroupMinSize: 4, subgroupMaxSize };
  const { constants, specialize } = launchOn(lanes, problemOf(dense(3, 5), columns), { limits, tunables });
  return { threads: constants.WORKGROUP_SIZE, quads: specialize.QUADS };
}

describe('lanes that share rows', () => {
  it('have two quads of columns where four of them are a subgroup, one on wider ones, or what is asked for', () => {
    expect(shapeOf(512, 4).quads).toBe('2u');
    expect(shapeOf(512, 32).quads).toBe('1u');
    expect(shapeOf(512, 32, { quadsPerThread: 2 }).quads).toBe('2u');
  });

  it.each([
    [1, 16],
    [64, 16],
    [65, 32],
    [128, 32],
    [129, 64],
    [4096, 64],
  ])('are in workgroups no wider than %d columns need', (columns, threads) => {
    expect(shapeOf(columns, 32).threads).toBe(threads);
  });
});
