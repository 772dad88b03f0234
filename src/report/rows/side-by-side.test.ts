import { beforeAll, describe, expect, it } from 'vitest';
import { scaleTimes } from '../../analysis/testing/records.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { hostileResultFile, sampleResultFile } from '../../store/testing/sample-result.ts';
import { toHtml } from '../html/html.tsx';
import { toMarkdown } from '../markdown/markdown.ts';
import { toTable } from '../table/table.ts';
import { sidesBySide } from './side-by-side.ts';

let node: ResultFile;
let browser: ResultFile;
beforeAll(async () => {
  node = await sampleResultFile();
  const { environment, records } = node;
  browser = {
    ...node,
    environment: {
      ...environment,
      runtime: { name: 'browser', version: 'Chrome 147', platform: 'Linux' },
      clock: { ...environment.clock, wallStepNs: 5000, timestampStepNs: null, timestampsQuantised: null },
    },
    records: scaleTimes(records, 2),
  };
});

describe('a browser beside Node', () => {
  it('has overheads, and every common case with its ratio', () => {
    const [runs, ...others] = sidesBySide([node, browser]);
    expect(others).toEqual([]);
    expect(runs!.title).toContain('browser Chrome 147 on SwiftShader');
    expect(runs!.names[2]).toBe('browser ÷ node');
    expect(runs!.overheads).toContainEqual({
      subject: 'GPU timestamp step',
      a: '1.00 ns',
      b: 'n/a',
      ratio: '',
    });
    expect(runs!.overheads.find(({ subject }) => subject === 'wall clock step')?.b).toBe('5.00 µs');
    const [summary, ...times] = runs!.times;
    expect(summary).toMatchObject({ a: '', b: '' });
    expect(summary!.subject).toMatch(/^median of \d+ cases on the GPU$/);
    expect(summary!.ratio).toMatch(/^2\.00 \(/);
    expect(times.filter(row => row.subject.startsWith('gemv/rows-per-workgroup@'))).toHaveLength(1);
    expect(runs!.note).toContain('not paired');
  });

  it('stands in every report, within 80 columns on a terminal', () => {
    const text = toTable([node, browser]);
    expect(text).toMatch(/^time +node +browser +browser ÷ node$/m);
    expect(text.split('\n').filter(line => [...line].length > 80)).toEqual([]);
    expect(toMarkdown([node, browser])).toMatch(/^\| overhead \| node \| browser \|$/m);
    expect(toHtml([node, browser])).toContain('Times of equal cases');
  });

  it('is compared with nothing of another class, and nothing without a common case', () => {
    const adapter = { ...browser.environment.adapter, class: 'hardware' as const };
    const hardware = { ...browser, environment: { ...browser.environment, adapter } };
    expect(sidesBySide([node, hardware])).toEqual([]);
    expect(sidesBySide([node, { ...browser, records: [] }])).toEqual([]);
    expect(sidesBySide([node])).toEqual([]);
  });

  it('lets no markup and no escape of a file through', () => {
    const hostile = [node, hostileResultFile(browser)];
    expect(toTable(hostile)).not.toContain('\u001b');
    expect(toHtml(hostile)).not.toContain('<script>');
  });
});
