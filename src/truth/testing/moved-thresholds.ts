import { expect, vi } from 'vitest';
import type { Analysis } from '../../core/finding.ts';
import type { BenchRecord } from '../../core/record.ts';
import type { Stratum } from '../../simulate/strata.ts';
import type { SimulatedRun } from '../run-simulated.ts';

/** Each threshold at a value that what H predicts does not reach, and devices whose verdict then differs. */
export const MOVED: readonly (readonly [string, number, readonly Stratum[] | 'poor batches'])[] = [
  ['e1SupportedShare', 1.2, ['bandwidth']],
  ['e1RefutedShare', 0.05, ['latency-limited']],
  ['e1NoCeilingShare', 0.7, ['bandwidth']],
  ['e3LowestSlope', 1.3, 'poor batches'],
  ['e3HighestSlope', 0.7, 'poor batches'],
  ['e3RefutedSlope', 1.3, ['bandwidth']],
  ['e4RefutedRatio', 2.5, ['compute']],
  ['e4LeastTopShare', 1.3, ['compute']],
  ['e4MostTopShare', 0.3, ['compute']],
  ['e5SupportedTwo', 0.9, ['bandwidth', 'int4 issue-limited']],
  ['e5SupportedFour', 0.9, ['bandwidth', 'int4 issue-limited']],
  ['e5RefutedTwo', 0.9, ['bandwidth']],
  ['e6SupportedRatio', 0.4, ['bandwidth']],
  ['e6RefutedRatio', 1.2, ['load-limited']],
  ['e6ControlRatio', 0.3, ['load-limited']],
  ['ceilingMemoryRatio', 0.3, ['bandwidth']],
  ['regimeShare', 1.5, ['dispatch']],
];

/** E4 is necessary and not sufficient: these move what it says of bandwidth-bound devices, and no verdict. */
export const MOVED_WITHIN_E4: readonly (readonly [string, number])[] = [
  ['e4SupportedRatio', 0.9],
  ['e4KneeShare', 4],
];

/** Names of thresholds that decide; the rest only words a finding, or fits a figure that no regime rests on. */
export const DECISIVE_THRESHOLD =
  /^(e[1-5]|e6(Supported|Refuted|Control)Ratio|ceilingMemoryRatio|regimeShare)/;

/** The real analysis with some thresholds replaced. */
export async function analysisWith(
  changes: Readonly<Record<string, number>>,
): Promise<(run: SimulatedRun) => Analysis> {
  vi.resetModules();
  vi.doMock('../../analysis/thresholds.ts', async original => {
    const actual = await original<typeof import('../../analysis/evidence/thresholds.ts')>();
    for (const name of Object.keys(changes)) expect(actual.THRESHOLDS).toHaveProperty(name);
    return { THRESHOLDS: { ...actual.THRESHOLDS, ...changes } };
  });
  const { analyze } = await import('../../analysis/analyze.ts');
  vi.doUnmock('../../analysis/evidence/thresholds.ts');
  return ({ records, environment }) => analyze(records as readonly BenchRecord[], environment);
}
