import { describe, expect, it } from 'vitest';
import { candidatesOf, differing } from './tunables.ts';

const KERNEL = { tunables: { workgroupSize: [64, 128], rows: [4, 1], lanes: [0, 2, 4] } };

describe('tunables', () => {
  it('tries all combinations but the default one, as differences from it', () => {
    expect(candidatesOf(KERNEL)).toEqual([
      { rows: 1 },
      { workgroupSize: 128 },
      { workgroupSize: 128, rows: 1 },
    ]);
  });

  it('leaves to the launch what the launch chooses by the problem', () => {
    expect(candidatesOf({ tunables: { lanes: [0, 2, 4] } })).toEqual([]);
  });

  it('leaves no trace in an address of what equals the defaults', () => {
    expect(differing(KERNEL, { workgroupSize: 64, rows: 1 })).toEqual({ rows: 1 });
  });
});
