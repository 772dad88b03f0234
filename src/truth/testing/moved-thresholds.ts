import { expect, vi } from 'vitest';
import type { Evidence } from '../../analysis/verdict/signs.ts';
import type { Regime } from '../../core/record/finding.ts';
import type { SimulatedDevice } from '../../simulate/device.ts';
import type { Stratum } from '../../simulate/stratum.ts';
import type { SimulatedRun } from '../run-simulated.ts';

/** Bandwidth-bound devices on which one ladder cannot support, so that the other has to. */
export const POOR: Readonly<Record<string, SimulatedDevice['kernels']>> = {
  'poor batches': { 'gemm/columns': { memoryShare: 0.75 } },
  'poor halves': {
    'gemv/f16-native': { memoryShare: 0.8 },
    'gemv/i8': { memoryShare: 0.64 },
    'gemv/i4': { memoryShare: 0.5 },
  },
};

/** A stratum, or one of the above. */
export type Tried = Stratum | 'poor batches' | 'poor halves';

/** Each threshold at a value that what H predicts does not reach, and devices whose verdict then differs. */
export const MOVED: readonly (readonly [string, number, Tried])[] = [
  ['e1SupportedShare', 1.2, 'bandwidth'],
  ['e1RefutedShare', 0.05, 'latency-limited'],
  ['e1NoCeilingShare', 0.7, 'bandwidth'],
  ['e3LowestSlope', 1.3, 'poor batches'],
  ['e3HighestSlope', 0.7, 'poor batches'],
  ['e3RefutedSlope', 1.3, 'poor halves'],
  ['e4RefutedRatio', 2.5, 'compute'],
  ['e4LeastTopShare', 1.3, 'compute'],
  ['e4MostTopShare', 0.3, 'compute'],
  ['e5SupportedTwo', 0.9, 'poor halves'],
  ['e5SupportedFour', 0.9, 'poor halves'],
  ['e5RefutedTwo', 0.9, 'bandwidth'],
  ['e6SupportedRatio', 0.4, 'bandwidth'],
  ['e6RefutedRatio', 1.2, 'load-limited'],
  ['e6ControlRatio', 0.3, 'load-limited'],
  ['e8RefutedHalf', 0.5, 'bandwidth'],
  ['e8RefutedTwice', 1.5, 'bandwidth'],
  ['ceilingMemoryRatio', 0.3, 'bandwidth'],
  ['regimeShare', 1.5, 'dispatch'],
  ['bandwidthDispatchShare', 0.001, 'bandwidth'],
  ['bandwidthMemoryShare', 1, 'bandwidth'],
  ['leastLaunchTimes', 10_000, 'bandwidth'],
];

/** These move what an experiment says of bandwidth-bound devices, and no verdict: necessary, not sufficient. */
export const MOVED_WITHIN: readonly (readonly [string, number, 'flops' | 'latency'])[] = [
  ['e4SupportedRatio', 0.9, 'flops'],
  ['e4KneeShare', 4, 'flops'],
  ['e8SupportedChange', 1e-4, 'latency'],
];

/** Names of thresholds that decide; the rest only words a finding, or fits a figure that no regime rests on. */
export const DECISIVE_THRESHOLD =
  /^(e[1-5]|e6(Supported|Refuted|Control)Ratio|e8|ceilingMemoryRatio|regimeShare|bandwidth|leastLaunch)/;

/** What the real rules say of records with some thresholds replaced. */
export async function rulesWith(
  changes: Readonly<Record<string, number>>,
): Promise<(run: SimulatedRun) => { readonly evidence: Evidence; readonly regime: Regime }> {
  vi.resetModules();
  vi.doMock('../../analysis/evidence/thresholds.ts', async original => {
    const actual = await original<typeof import('../../analysis/evidence/thresholds.ts')>();
    for (const name of Object.keys(changes)) expect(actual.THRESHOLDS).toHaveProperty(name);
    return { THRESHOLDS: { ...actual.THRESHOLDS, ...changes } };
  });
  const { evidenceOf } = await import('../without.ts');
  const { decideRegime } = await import('../../analysis/verdict/regime.ts');
  vi.doUnmock('../../analysis/evidence/thresholds.ts');
  return ({ records }) => {
    const evidence = evidenceOf(records);
    return { evidence, regime: decideRegime(evidence).regime };
  };
}
