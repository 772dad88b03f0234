import { expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { measuredOf } from '../measured.ts';
import { rooflineData } from './roofline-data.ts';
import { flatStart, geometryOf } from './roofline-geometry.ts';

it('the level roof has ink also where products lie far left of it and no ridge point is named', () => {
  const whole = rooflineData(measuredOf(syntheticResultFile({ rounds: 4 })));
  const data = { ...whole, ridge: null, points: whole.points.filter(({ intensity }) => intensity < 1) };
  expect(data.points.length).toBeGreaterThan(0);
  const geometry = geometryOf(data, { width: 360, height: 300 });
  const { plot, x } = geometry;
  expect(x(flatStart(data, geometry))).toBeLessThan(plot.right - 10);
});
