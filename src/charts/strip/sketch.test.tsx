import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { PREDICTIONS } from '../../analysis/experiments/predictions.ts';
import { DEVICES } from '../../analysis/testing/records.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { measuredOf } from '../measured.ts';
import { Sketch } from './sketch.tsx';
import { sketchOf } from './sketch-data.ts';

describe.each(Object.entries(DEVICES))('the sketches of a %s run', (_name, device) => {
  const measured = measuredOf(syntheticResultFile({ device, rounds: 10 }));
  const judged = measured.findings.filter(({ id }) => PREDICTIONS.some(one => one.id === id));

  it('have a point for what was measured, and a prediction beside it (of arithmetic only up to a knee)', () => {
    expect(judged.length).toBeGreaterThanOrEqual(5);
    for (const finding of judged.filter(({ value }) => value !== null)) {
      const data = sketchOf(measured, finding)!;
      expect(data.points.length, finding.id).toBeGreaterThan(0);
      if (finding.id !== 'E4') expect(data.band.length, finding.id).toBeGreaterThan(0);
    }
  });

  it('are of one size, and sound', () => {
    const sizes = judged.map(finding => {
      const svg = renderToStaticMarkup(<Sketch measured={measured} finding={finding} />);
      expect(svg, finding.id).not.toMatch(/NaN|Infinity|undefined/);
      return /viewBox="[^"]*"/.exec(svg)?.[0];
    });
    expect(new Set(sizes).size).toBe(1);
  });

  it('are empty where nothing was measured', () => {
    const missing = { ...judged[0]!, value: null };
    expect(renderToStaticMarkup(<Sketch measured={measured} finding={missing} />)).not.toContain('circle');
  });
});
