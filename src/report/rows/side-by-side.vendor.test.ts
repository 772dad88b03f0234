import { beforeAll, describe, expect, it } from 'vitest';
import { scaleTimes } from '../../analysis/testing/records.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { toHtml } from '../html/html.tsx';
import { toMarkdown } from '../markdown/markdown.ts';
import { toTable } from '../table/table.ts';
import { sidesBySide } from './side-by-side.ts';

let ours: ResultFile;
let vendor: ResultFile;
beforeAll(async () => {
  ours = await sampleResultFile();
  const measured = ours.records.filter(
    record =>
      record.operation === 'matvec' &&
      record.status === 'ok' &&
      record.case.memoryShare === 1 &&
      record.kind === 'webgpu',
  );
  const records = scaleTimes(measured, 2).map((record): BenchRecord => {
    const kernelId = record.format.startsWith('csr') ? 'cusparse/csr-f32' : 'cublas/gemv-f32';
    return {
      ...record,
      kind: 'vendor',
      case: { ...record.case, kernelId },
      address: record.address.replace(/^[^@]*/, kernelId),
    };
  });
  const distinct = [...new Map(records.toReversed().map(record => [record.address, record])).values()];
  vendor = { ...ours, records: distinct };
});

describe("a vendor's libraries beside ours", () => {
  it('stand against our fastest kernel on the same problem', () => {
    const [runs, ...others] = sidesBySide([ours, vendor]);
    expect(others).toEqual([]);
    expect(runs!.overheads).toEqual([]);
    const rows = runs!.times.filter(({ subject }) => subject.startsWith('cublas/gemv-f32 against gemv/'));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Number.parseFloat(row.ratio)).toBeGreaterThanOrEqual(1.99);
    expect(runs!.times.some(({ subject }) => subject.startsWith('cusparse/csr-f32 against spmv/'))).toBe(
      true,
    );
  });

  it('are readable in every report', () => {
    const text = toTable([ours, vendor]);
    expect(text).toMatch(/^time +ours +vendor +vendor ÷ ours$/m);
    expect(text.split('\n').filter(line => [...line].length > 80)).toEqual([]);
    expect(toMarkdown([ours, vendor])).toContain('cublas/gemv-f32 against');
    expect(toHtml([ours, vendor])).toContain('cublas/gemv-f32 against');
  });

  it('are not compared with each other', () => {
    expect(sidesBySide([vendor, vendor]).map(({ names }) => names[0])).toEqual(['first']);
  });
});
