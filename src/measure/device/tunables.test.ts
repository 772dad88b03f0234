import { describe, expect, it } from 'vitest';
import { differing, variationsOf } from './tunables.ts';

const KERNEL = { tunables: { workgroupSize: [64, 128], rows: [4, 1], lanes: [0, 2, 4] } };

describe('tunables', () => {
  it('are varied one at a time, as differences from the defaults', () => {
    expect(variationsOf(KERNEL, 'workgroupSize', {})).toEqual([{ workgroupSize: 128 }]);
    expect(variationsOf(KERNEL, 'rows', { workgroupSize: 128 })).toEqual([{ workgroupSize: 128, rows: 1 }]);
    expect(variationsOf(KERNEL, 'rows', { workgroupSize: 128, rows: 1 })).toEqual([{ workgroupSize: 128 }]);
  });

  it('that the launch chooses by the problem stay with the launch', () => {
    expect(variationsOf(KERNEL, 'lanes', {})).toEqual([]);
  });

  it('equal to the defaults leave no trace in an address', () => {
    expect(differing(KERNEL, { workgroupSize: 64, rows: 1 })).toEqual({ rows: 1 });
  });
});
