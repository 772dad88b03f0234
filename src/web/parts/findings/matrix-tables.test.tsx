import { renderToStaticMarkup } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { okRecord, sparseFacts, steadyTimes } from '../../../analysis/testing/records.ts';
import type { Shown } from '../../state.ts';
import { MatrixTables } from './matrix-tables.tsx';

function product(kernelId: string, format: string, ns: number, conversionNs?: number) {
  return okRecord({
    kernelId,
    format,
    problemSpec: { generator: 'file', params: { name: 'w.mtx', m: 64, n: 64 }, seed: 1 },
    problem: sparseFacts('w.mtx', 64, 64, 0.1),
    timesNs: steadyTimes(ns, 20),
    group: 'w',
    ...(conversionNs !== undefined && { conversionNs }),
  });
}

const textOf = (records: readonly unknown[]) =>
  renderToStaticMarkup(<MatrixTables shown={{ measured: { records } } as unknown as Shown} />);

it('kernels of a matrix stand by time under the sentence on it, each opening its record', () => {
  const html = textOf([
    product('spmv/csr-vector', 'csr-f32', 2e5),
    product('spmv/sell', 'sell-f32', 1e5, 5e6),
  ]);
  expect(html).toContain('w.mtx · 64 × 64');
  expect(html).toContain('SELL by spmv/sell takes 100');
  expect(html.indexOf('<button type="button" class="link">spmv/sell')).toBeLessThan(
    html.indexOf('<button type="button" class="link">spmv/csr-vector'),
  );
  expect(html).toContain('<td class="number" data-label="pays after">50</td>');
});

it('matrices of which nothing was timed have no table', () => {
  expect(textOf([])).not.toContain('<table');
});

it('pruning methods share one table, its words left of its numbers', () => {
  const of = (name: string, side: number) =>
    okRecord({
      kernelId: 'spmv/sell',
      format: 'sell-f32',
      problemSpec: { generator: 'file', params: { name, m: side, n: side }, seed: 1 },
      problem: sparseFacts(name, side, side, 0.1),
      timesNs: steadyTimes(1e5, 20),
      group: name,
    });
  const html = textOf(
    [64, 128].flatMap(side => [
      of(`magnitude_pruning/${side}.smtx`, side),
      of(`random_pruning/${side}.smtx`, side),
    ]),
  );
  const table = html.slice(html.indexOf('<h3>Pruning'));
  expect(table.match(/<table/g)).toHaveLength(1);
  expect(table.match(/scope="rowgroup"/g)).toHaveLength(2);
  expect(table).toContain('<td class data-label="kernel">spmv/sell</td>');
});
