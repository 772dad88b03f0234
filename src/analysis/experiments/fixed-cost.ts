import type { Finding } from '../../core/record/finding.ts';
import { formatDuration, formatMemory, formatShare } from '../../core/units.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { estimateText } from '../evidence/estimate.ts';
import { finding, missingFinding } from '../evidence/finding-of.ts';

const TITLES = {
  E7: 'Dispatch: fixed cost by GPU clock',
  'E7-wall': 'Dispatch: fixed cost by wall clock',
} as const;

const CACHE_TEXT = { hot: 'one warm copy of the weights', stream: 'streamed weights' } as const;

/** E7 is reported, not judged: what a dispatch costs, and under which size it dominates. */
export function dispatchFinding(id: keyof typeof TITLES, cost: DispatchCost | null): Finding {
  const facts = { id, title: TITLES[id], unit: 'ns' };
  if (cost === null)
    return missingFinding(facts, 'neither GEMVs of several sizes nor an empty dispatch on this clock');
  return finding(facts, 'undecided', cost.t0, { evidence: cost.evidence, reason: reasonOf(cost) });
}

function reasonOf(cost: DispatchCost): string {
  const t0 = `t0 = ${estimateText(cost.t0, formatDuration)}`;
  if (cost.method === 'empty dispatch') {
    return `Reported, not judged: ${t0} of an empty dispatch, which misses ramp and tail (the GEMV sizes measured give no intercept).`;
  }
  const half =
    cost.halfBytes && cost.halfBytes.value > 0
      ? `; under ${formatMemory(Math.round(cost.halfBytes.value))} it takes over half of the time`
      : '';
  const residual = cost.worstResidual === null ? '' : `, worst deviation ${formatShare(cost.worstResidual)}`;
  return `Reported, not judged: ${t0}, the intercept of T = t0 + bytes ÷ BW over ${cost.sizeCount} sizes (${CACHE_TEXT[cost.cache]})${residual}${half}.`;
}
