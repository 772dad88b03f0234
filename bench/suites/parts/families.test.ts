import { describe, expect, it } from 'vitest';
import { kernels } from '../../../src/catalog.ts';
import { isOf, takingPart } from './families.ts';

const ALL = [...kernels.keys()];

describe('kernels that wait to be asked for', () => {
  it('take no part where nobody chose, and are all sparse', () => {
    const waiting = ALL.filter(id => !takingPart(ALL).includes(id));
    expect(waiting).toContain('spmv/bsr16');
    expect(waiting.filter(id => !isOf('spmv', id))).toEqual([]);
    expect(takingPart(takingPart(ALL))).toEqual(takingPart(ALL));
  });

  it('take part where they were asked for', () => {
    const sparse = ALL.filter(id => isOf('spmv', id));
    expect(takingPart(sparse)).toEqual(sparse);
    expect(takingPart(['spmv/bsr8'])).toEqual(['spmv/bsr8']);
  });
});
