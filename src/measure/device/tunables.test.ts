import { describe, expect, it } from 'vitest';
import { candidatesOf, differing } from './tunables.ts';

const KERNEL = { tunables: { workgroupSize: [64, 128], rows: [4, 1], lanes: [0, 2, 4] } };

describe('tunables', () => {
  it('are tried in all combinations but the default one, as differences from it', () => {
    expect(candidatesOf(KERNEL)).toEqual([
      { rows: 1 },
      { workgroupSize: 128 },
      { workgroupSize: 128, rows: 1 },
    ]);
  });

  it('that the launch chooses by the problem stay with the launch', () => {
    expect(candidatesOf({ tunables: { lanes: [0, 2, 4] } })).toEqual([]);
  });

  it('equal to the defaults leave no trace in an address', () => {
    expect(differing(KERNEL, { workgroupSize: 64, rows: 1 })).toEqual({ rows: 1 });
  });
});
