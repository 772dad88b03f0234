import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { textWidth } from '../label-placement.ts';
import { crossingsFigure } from './crossings.tsx';
import { roofsFigure } from './roofs.tsx';

const LONG = 'llvmpipe: Mesa 25.0.7-2~bpo12+1 (LLVM 15.0.6) 0.0.1, node';
const at = (value: number) => ({ value, low: value, high: value });
const roof = (name: string, isPassed = false) => ({ name, read: at(2e9), fma: at(2e10), isPassed });
const PHONE = { width: 340, height: 300 };

describe('rooflines over each other', () => {
  it('leave out machines where a product passes a ceiling, and say so', () => {
    const { title, description, rows } = roofsFigure([roof('one'), roof('two', true)]).text;
    expect(title).toBe('Arithmetic limits from 10.0 FLOP/byte on');
    expect(rows.map(({ cells }) => cells[0])).toEqual(['one']);
    expect(description).toContain('since a kernel passes a ceiling there: 1.');
    expect(roofsFigure([roof('two', true)]).text.title).toBe('No machine here has two ceilings that hold');
  });

  it('name every machine, also by a long name on a phone, and off its line', () => {
    const svg = renderToStaticMarkup(roofsFigure([roof(LONG)]).draw(PHONE, null));
    const [, y] = /<text[^>]* y="([\d.]+)"[^>]*>llvm[^<]*…/.exec(svg) ?? [];
    const [, level] = /data-point[^§]*?translate\([\d.]+ ([\d.]+)\)/.exec(svg) ?? [];
    expect(Math.abs(Number(y) - Number(level))).toBeGreaterThan(6);
  });
});

describe('crossovers under each other', () => {
  it('keep pattern and outcome of a machine with a long name within a phone', () => {
    const [series] = syntheticResultFile({ rounds: 4 }).crossovers;
    const none = { ...series!, status: 'no crossing in range' as const, crossing: null };
    const svg = renderToStaticMarkup(crossingsFigure([{ name: LONG, crossovers: [none] }]).draw(PHONE, null));
    const [, text] = /<text[^>]*>(llvm[^<]*)</.exec(svg)!;
    expect(text).toMatch(/…[^…]*, uniform: no crossing in range$/);
    expect(textWidth(text!)).toBeLessThanOrEqual(PHONE.width - 18);
  });
});
