import { describe, expect, it } from 'vitest';
import { differing, variationsOf } from './tunables.ts';

const KERNEL = { tunables: { workgroupSize: [64, 128], rows: [4, 1], lanes: [0, 2, 4] } };

describe('tunables', () => {
  it('varies one tunable at a time, as differences from the defaults', () => {
    expect(variationsOf(KERNEL, 'workgroupSize', {})).toEqual([{ workgroupSize: 128 }]);
    expect(variationsOf(KERNEL, 'rows', { workgroupSize: 128 })).toEqual([{ workgroupSize: 128, rows: 1 }]);
    expect(variationsOf(KERNEL, 'rows', { workgroupSize: 128, rows: 1 })).toEqual([{ workgroupSize: 128 }]);
  });

  it('leaves to the launch what the launch chooses by the problem', () => {
    expect(variationsOf(KERNEL, 'lanes', {})).toEqual([]);
  });

  it('leaves no trace in an address of what equals the defaults', () => {
    expect(differing(KERNEL, { workgroupSize: 64, rows: 1 })).toEqual({ rows: 1 });
  });
});
