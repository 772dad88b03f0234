import { scaleLinear, scaleLog } from 'd3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, logScale } from './scales.ts';

const value = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const domain = fc
  .tuple(value, fc.double({ min: 1.1, max: 1e6, noNaN: true }))
  .map(([low, ratio]) => [low, low * ratio] as const);
const range = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 60, max: 1200 }));

describe('the scales of the figures', () => {
  it('agree with those of d3, clamped', () => {
    fc.assert(
      fc.property(domain, range, value, (inner, outer, x) => {
        expect(logScale(inner, outer)(x)).toBeCloseTo(scaleLog(inner, outer).clamp(true)(x), 6);
        expect(linearScale(inner, outer)(x)).toBeCloseTo(scaleLinear(inner, outer).clamp(true)(x), 6);
      }),
    );
  });

  it('put zero and infinity on the ends of a logarithmic axis', () => {
    const scale = logScale([1, 100], [300, 0]);
    expect([0, -5, 1, 10, 100, Number.POSITIVE_INFINITY].map(scale)).toEqual([300, 300, 300, 150, 0, 0]);
  });
});
