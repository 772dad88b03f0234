import { describe, expect, it } from 'vitest';
import { DEVICES } from '../../../analysis/testing/device.ts';
import {
  failedRecord,
  okRecord,
  skippedRecord,
  syntheticEnvironment,
} from '../../../analysis/testing/records.ts';
import { caseColumns, caseLines, commonRemarks, sortLines } from './case-lines.ts';

function timed(kernelId: string, ns: number) {
  return okRecord({ kernelId, timesNs: Array.from({ length: 9 }, () => ns) });
}

const RECORDS = [
  timed('gemv/row-per-thread', 3e6),
  skippedRecord({ kernelId: 'gemv/subgroup', reason: 'no subgroups' }),
  timed('gemv/rows-per-workgroup', 1e6),
  failedRecord({ kernelId: 'gemm/naive' }),
  timed('gemv/other', 2e6),
];
const RUN = { records: RECORDS, ceilings: [], environment: syntheticEnvironment(DEVICES.bandwidthBound) };
const LINES = caseLines(RECORDS, RUN);

function kernels(columnId: string, descending: boolean): string[] {
  return sortLines(LINES, columnId, descending).map(line => line.record.case.kernelId);
}

describe('the rows of the table of all cases', () => {
  it('sort by number both ways, with what has none at the end', () => {
    expect(kernels('time', false).slice(0, 3)).toEqual([
      'gemv/rows-per-workgroup',
      'gemv/other',
      'gemv/row-per-thread',
    ]);
    expect(kernels('time', true).slice(0, 3)).toEqual([
      'gemv/row-per-thread',
      'gemv/other',
      'gemv/rows-per-workgroup',
    ]);
    expect(kernels('time', true).slice(3).sort()).toEqual(['gemm/naive', 'gemv/subgroup']);
  });

  it('sort by name', () => {
    expect(kernels('kernel', false)).toEqual([...kernels('kernel', true)].reverse());
    expect(kernels('kernel', false)[0]).toBe('gemm/naive');
  });

  it('keep the order of the run for an unknown column', () => {
    expect(sortLines(LINES, 'weather', true)).toBe(LINES);
  });

  it('say why a case has no number, and print none for it', () => {
    const skipped = LINES[1]!;
    expect(skipped.notMeasured).toBe('skipped: no subgroups');
    for (const column of caseColumns(LINES).filter(one => one.numeric))
      expect(column.text(skipped)).toBe('–');
  });

  it('share one unit in a column, named in its header', () => {
    const time = caseColumns(LINES).find(column => column.id === 'time')!;
    expect(time.label).toBe('Time, ms');
    expect(LINES.filter(line => line.row).map(line => time.text(line))).toEqual(['3.00', '1.00', '2.00']);
  });

  it('read no number off an unresolved case', () => {
    const record = timed('gemv/other', 1e6);
    const [line] = caseLines([{ ...record, summary: { ...record.summary, flags: ['unresolved'] } }], RUN);
    const time = caseColumns([line!]).find(column => column.id === 'time')!;
    expect(time.text(line!)).toBe('unresolved');
  });

  it('choose the unit of a column by what is printed in it', () => {
    const short = timed('gemv/other', 300);
    const unresolved = { ...short, summary: { ...short.summary, flags: ['unresolved' as const] } };
    const lines = caseLines([unresolved, timed('gemv/row-per-thread', 3e6)], RUN);
    expect(caseColumns(lines).find(column => column.id === 'time')!.label).toBe('Time, ms');
  });
});

describe('remarks', () => {
  it('that hold for more than half of the rows are said once, the others in their rows', () => {
    const few = (kernelId: string) => okRecord({ kernelId, timesNs: [1e6, 1e6, 1e6] });
    const remarked = (records: readonly ReturnType<typeof okRecord>[]) => {
      const lines = caseLines(records, { ...RUN, records });
      const column = caseColumns(lines).find(({ id }) => id === 'flags')!;
      return { common: commonRemarks(lines).map(({ letter }) => letter), texts: lines.map(column.text) };
    };
    const most = remarked([few('gemv/a'), few('gemv/b'), timed('gemv/c', 1e6)]);
    expect(most.common).toEqual(['f']);
    expect(most.texts).toEqual(['', '', '']);
    const one = remarked([few('gemv/a'), timed('gemv/b', 1e6)]);
    expect(one.common).toEqual([]);
    expect(one.texts[0]).toContain('few samples');
  });
});
