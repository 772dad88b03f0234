import { describe, expect, it } from 'vitest';
import { matrixRankings } from '../../analysis/ranking/matrix-ranking.ts';
import { okRecord, sparseFacts, steadyTimes, syntheticResultFile } from '../../analysis/testing/records.ts';
import { toHtml } from '../html/html.tsx';
import { toMarkdown } from '../markdown/markdown.ts';
import { toTable } from '../table/table.ts';
import { toSummary } from '../table/table-summary.ts';
import {
  conversionText,
  MATRIX_HEADING,
  MATRIX_SUMMARY_NOTE,
  matrixBlocks,
  matrixSummary,
  PRUNING_HEADING,
  paysText,
  pruningBlocks,
} from './matrix-rows.ts';

function product(kernelId: string, format: string, ns: number, name: string, conversionNs?: number) {
  return okRecord({
    kernelId,
    format,
    problemSpec: { generator: 'file', params: { name, m: 512, n: 512 }, seed: 1 },
    problem: sparseFacts(name, 512, 512, 0.1),
    timesNs: steadyTimes(ns, 20),
    group: name,
    copies: { count: 2, workingSetBytes: 4096, cut: null },
    ...(conversionNs !== undefined && { conversionNs }),
  });
}

function recordsOf(name: string) {
  return [
    product('gemv/subgroup', 'dense-f32', 8e5, name, 4e6),
    product('spmv/csr-vector', 'csr-f32', 2e5, name),
    product('spmv/sell', 'sell-f32', 1e5, name, 5e6),
    product('spmv/bitmap', 'bitmap-f32', 1.5e5, name),
    product('spmv/bsr4', 'bsr4-f32', 2e5, name, 1e6),
  ];
}

const RECORDS = [...recordsOf('magnitude_pruning/0.9/a.smtx'), ...recordsOf('random_pruning/0.9/a.smtx')];

describe('rows of a matrix', () => {
  const kernels = new Map(
    matrixRankings(RECORDS)[0]!.kernels.map(kernel => [kernel.record.case.kernelId, kernel]),
  );

  it.each([
    ['spmv/sell', '5.00 ms', '50'],
    ['spmv/csr-vector', '–', '–'],
    ['spmv/bitmap', 'n/a', 'n/a'],
    ['spmv/bsr4', '1.00 ms', 'unclear'],
    ['gemv/subgroup', '4.00 ms', 'never'],
  ])('say of %s that converting takes %s and pays after: %s', (kernelId, conversion, pays) => {
    const kernel = kernels.get(kernelId)!;
    expect([conversionText(kernel), paysText(kernel)]).toEqual([conversion, pays]);
  });

  it('stand under what the matrix is, the fastest first, with the bytes of one copy', () => {
    const [block] = matrixBlocks({ records: RECORDS });
    expect(block!.title).toBe('magnitude_pruning/0.9/a.smtx · 512 × 512, 10.0 % nonzero');
    expect(block!.kernels[0]!.storedBytes).toBe(2048);
  });

  it('compare pruning methods by their fastest kernel', () => {
    const [block, ...others] = pruningBlocks({ records: RECORDS });
    expect(others).toEqual([]);
    expect(block!.title).toBe('512 × 512, 10.0 % nonzero');
    expect(block!.rows.map(({ method, kernel }) => `${method} ${kernel}`)).toEqual([
      'magnitude spmv/sell',
      'random spmv/sell',
    ]);
  });
});

describe('a report', () => {
  it('has the tables in every form, none of whose lines is too long for a terminal', () => {
    const file = { ...syntheticResultFile(), records: RECORDS };
    const [table, markdown, html] = [toTable(file), toMarkdown(file), toHtml(file)];
    for (const text of [table, markdown, html]) {
      for (const heading of [MATRIX_HEADING, PRUNING_HEADING]) expect(text).toContain(heading);
    }
    expect(Math.max(...table.split('\n').map(line => [...line].length))).toBeLessThanOrEqual(80);
    expect(table).toMatch(/spmv\/sell +SELL +100 .+ 0\.125 +0\.500 .+ 5\.00 ms +50\n/);
  });

  it('of one screen has a line a matrix, and says how many there are where not all fit', () => {
    const names = Array.from({ length: 30 }, (_, index) => `m${index}.mtx`);
    const of = (records: typeof RECORDS) => toSummary({ ...syntheticResultFile(), records, crossovers: [] });
    expect(of(RECORDS)).toMatch(
      /\nyour matrix .*\n\S+ +10\.0 % spmv\/sell +8\.00× \([\d.–]+\) +2\.00× \([\d.–]+\)\n/,
    );
    const lines = of(names.flatMap(recordsOf)).split('\n');
    const shown = lines.filter(line => /^m\d+\.mtx/.test(line)).length;
    expect(shown).toBeGreaterThan(3);
    expect(lines.some(line => line.startsWith(`${shown} of 30 `))).toBe(true);
    expect(lines).toContain(MATRIX_SUMMARY_NOTE);
  });

  it('marks where sparse and dense take the same time within the noise', () => {
    const name = 'a.mtx';
    const records = [
      product('gemv/subgroup', 'dense-f32', 1e5, name),
      product('spmv/sell', 'sell-f32', 1e5, name),
    ];
    expect(matrixSummary({ records })[0]).toContain('≈ gemv/subgroup');
    expect(matrixSummary({ records: RECORDS })[0]).toContain('spmv/sell');
  });

  it('says nothing of matrices where there were none', () => {
    expect(toTable(syntheticResultFile())).not.toContain(MATRIX_HEADING);
  });
});
