import { describe, expect, it } from 'vitest';
import type { Block, Comparison, PeerRow } from '../../../bench/peers/comparison.ts';
import { oursWasWrong } from '../../../bench/peers/comparison.ts';
import { ratioOf } from '../../../bench/peers/timing.ts';
import { printableLines } from '../../core/printable.ts';
import { FORMATS, formatComparison } from './report.ts';

const check = { method: 'every element', elementCount: 4, worstRatio: 0.1, tolerance: 1e-5 };

function timed(ns: number) {
  const samples = Array.from({ length: 20 }, (_, round) => ({
    index: round,
    round,
    group: 'call',
    startedAtMs: round,
    totalNs: ns * (1 + (round % 3) * 0.01),
    dispatches: 1,
  }));
  return { samples, timerId: 'host', resolutionNs: 100 } as const;
}

const row: PeerRow = {
  peer: 'somelib',
  version: '12.10.25',
  status: 'compared',
  remark: 'matMul with a matrix of one column: it has no other',
  check,
  ratios: [ratioOf('call', timed(3e6), timed(1234.5e6)), ratioOf('clock', timed(3e6), timed(50))],
};

const block: Block = {
  operation: 'matvec',
  problem: 'dense(m=1024,n=1024)#1',
  ours: {
    address: 'gemv/row-per-thread@dense(m=1024,n=1024)#1?a=1&b=2&cache=hot',
    kernelId: 'gemv/row-per-thread',
    check,
  },
  status: 'compared',
  remark: null,
  rows: [
    row,
    {
      ...row,
      peer: 'liar',
      status: 'wrong output',
      remark: 'element 3 is 5, expected 4',
      check: null,
      ratios: [],
    },
    {
      ...row,
      peer: 'poor',
      version: null,
      status: 'lacks',
      remark: 'no sparse | product',
      check: null,
      ratios: [],
    },
  ],
};

const comparison: Comparison = {
  programVersion: '0.1.0',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 61_000,
  adapter: {
    vendor: 'v',
    architecture: 'a',
    device: 'd',
    description: 'A GPU of a rather long name, made for nothing but this test of width',
    subgroupMinSize: 4,
    subgroupMaxSize: 4,
    isFallbackAdapter: false,
    class: 'software',
  },
  runtime: { name: 'node', version: '20', platform: 'linux' },
  blocks: [
    block,
    { ...block, ours: null, status: 'skipped', remark: 'a call would take about 15 s', rows: [] },
  ],
};

describe('the comparison with peers', () => {
  it('fits a terminal, and gives no number to a wrong output', () => {
    const text = formatComparison(comparison, 'table');
    expect(Math.max(...text.split('\n').map(line => [...line].length))).toBeLessThanOrEqual(80);
    expect(text).toContain('Software adapter: the numbers describe this CPU');
    expect(text).toMatch(/^somelib 12\.10\.25 +41\d \(\d+–\d+\) +unresolved$/m);
    expect(text).toMatch(/^ours, time +3\.03 ms +3\.03 ms$/m);
    expect(text).toContain('ours is gemv/row-per-thread (a=1, b=2)');
    expect(text).toContain('liar 12.10.25: wrong output: element 3 is 5, expected 4');
    expect(text).toContain('poor: no figure: no sparse | product');
    expect(text).toContain('skipped: a call would take about 15 s');
    expect(text).not.toMatch(/^liar/m);
  });

  it('is Markdown with every cell escaped, and JSON that holds the samples', () => {
    const text = formatComparison(comparison, 'md');
    expect(text).toMatch(/^\| somelib 12\.10\.25 \| 41\d \\\(/m);
    expect(text).toContain('no sparse \\| product');
    expect(JSON.parse(formatComparison(comparison, 'json'))).toEqual(comparison);
  });

  it('lets no text of a library act, in any format', () => {
    const remark = 'a\u001b[2J\u202e $x$ :smile: <b> https://evil.test';
    const hostile = { ...comparison, blocks: [{ ...block, rows: [{ ...row, remark }] }] };
    for (const format of FORMATS) {
      const text = formatComparison(hostile, format);
      expect(printableLines(text)).toBe(text);
    }
    expect(formatComparison(hostile, 'md')).toContain(
      '&#36;x&#36; :&#8203;smile: \\<b\\> https:&#8203;//evil.test',
    );
  });

  it('is over where ours was wrong', () => {
    expect(oursWasWrong(comparison)).toBe(false);
    expect(oursWasWrong({ ...comparison, blocks: [{ ...block, status: 'wrong output' }] })).toBe(true);
  });
});
