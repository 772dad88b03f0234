import { describe, expect, it } from 'vitest';
import { DEVICES } from '../../analysis/testing/records.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { measuredOf } from '../measured.ts';
import { dilutionData } from './dilution-data.ts';

function dilutionOn(device: keyof typeof DEVICES, id: string) {
  const measured = measuredOf(syntheticResultFile({ device: DEVICES[device], rounds: 10 }));
  return dilutionData(measured, measured.findings.find(finding => finding.id === id)!)!;
}

describe('the dilution figure', () => {
  it('begins at T(1) and shows every share that was measured', () => {
    const data = dilutionOn('bandwidthBound', 'E6');
    expect(data.points.map(point => point.share)).toEqual([1, 0.75, 0.5, 0.25, 0]);
    expect(data.points[0]).toMatchObject({ ratio: 1, low: 1, high: 1 });
  });

  it('falls with the share where memory limits, and stays level where it does not', () => {
    const falling = dilutionOn('bandwidthBound', 'E6').points.map(point => point.ratio);
    for (let i = 1; i < falling.length; i++) expect(falling[i]!).toBeLessThan(falling[i - 1]!);
    for (const point of dilutionOn('loadBound', 'E6').points) expect(point.ratio).toBeGreaterThan(0.95);
  });

  it('agrees with the finding at p = ½', () => {
    const data = dilutionOn('bandwidthBound', 'E6');
    const half = data.points.find(point => point.share === 0.5)!;
    expect(half).toMatchObject({ ratio: data.finding.value, low: data.finding.low, high: data.finding.high });
  });

  it('asks of the control only that it responds', () => {
    const control = dilutionOn('bandwidthBound', 'E6-control');
    expect(control.supportedUpTo).toBe(control.refutedFrom);
    expect(dilutionOn('bandwidthBound', 'E6').supportedUpTo).toBeLessThan(control.supportedUpTo);
  });
});
