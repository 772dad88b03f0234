import { renderToStaticMarkup } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { measuredOf } from '../measured.ts';
import { dispatchCostFigure } from './dispatch-cost.tsx';

it('the caption names the lines that are drawn, and no other', () => {
  const measured = measuredOf(syntheticResultFile({ rounds: 10 }));
  const finding = measured.findings.find(({ id }) => id === 'E7')!;
  const products = measured.records.filter(({ operation }) => operation !== 'dispatch');
  const without = { ...measured, records: products.filter(({ case: c }) => c.cache !== 'hot') };
  for (const [one, found] of [
    [measured, finding],
    [without, finding],
    [measured, { ...finding, value: null, low: null, high: null }],
  ] as const) {
    const figure = dispatchCostFigure(one, found);
    const svg = renderToStaticMarkup(figure.draw({ width: 400, height: 300 }, null));
    expect(figure.text.description.includes('Dotted')).toBe(svg.includes('stroke-dasharray="2 3"'));
    expect(figure.text.description.includes('dashed')).toBe(svg.includes('stroke-dasharray="6 4"'));
  }
  expect(dispatchCostFigure(measured, finding).text.description).toContain('dashed');
  expect(dispatchCostFigure(without, finding).text.description).not.toContain('dashed');
});
