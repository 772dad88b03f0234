import type { Ceiling, Finding } from '../../core/record/finding.ts';
import type { OkRecord, TimerId } from '../../core/record/record.ts';
import { costOf, type DispatchCost, type DispatchCosts, dispatchCosts } from '../evidence/dispatch-cost.ts';
import { isTooFew } from '../evidence/finding-of.ts';
import { batchLadderFinding } from '../experiments/batch.ts';
import { type BatchLadder, batchLadder } from '../experiments/batch-ladder.ts';
import { byteLadderFinding } from '../experiments/bytes.ts';
import { type DilutedRung, dilutedRungs } from '../experiments/diluted-rungs.ts';
import { type DilutionTerms, dilutionControl, dilutionFinding } from '../experiments/dilution.ts';
import { type FlopLadder, flopLadder } from '../experiments/flop-ladder.ts';
import { flopLadderFinding } from '../experiments/flops.ts';
import { latencyFinding } from '../experiments/latency.ts';
import { roofFinding } from '../experiments/roof.ts';
import { bandwidthShare, computeShare, dispatchShare, type ShareEstimate } from '../experiments/shares.ts';
import type { Evidence } from './signs.ts';

/** What is measured once for the whole run and used for every case. */
export interface RunFacts {
  readonly records: readonly OkRecord[];
  readonly ceilings: readonly Ceiling[];
  /** By clock; null where that clock timed too little. */
  readonly costs: DispatchCosts;
  readonly control: Finding;
  readonly flops: FlopLadder | null;
  readonly batches: BatchLadder | null;
  readonly flopFinding: Finding;
  readonly batchFinding: Finding;
}

/** As measured: the shares with where they come from. */
export interface MeasuredEvidence extends Evidence {
  readonly bandwidth: ShareEstimate | null;
  readonly compute: ShareEstimate | null;
  readonly dispatch: ShareEstimate | null;
}

/** @param records usable ones */
export function runFacts(records: readonly OkRecord[], ceilings: readonly Ceiling[]): RunFacts {
  const flops = flopLadder(records, ceilings);
  const costs = dispatchCosts(records);
  const batches = batchLadder(records, costs);
  return {
    flops,
    batches,
    flopFinding: flopLadderFinding(flops),
    batchFinding: batchLadderFinding(batches),
    records,
    ceilings,
    costs,
    control: dilutionControl(records),
  };
}

export function costFor(facts: Pick<RunFacts, 'costs'>, timerId: TimerId): DispatchCost | null {
  return timerId === 'host' ? null : facts.costs[timerId];
}

/** What the dilutions of this case, and of its other value types, are judged by. */
function termsFor(judged: OkRecord, facts: RunFacts): DilutionTerms {
  return { control: facts.control, cost: costOf(facts.costs, judged) };
}

/** The value types of the judged product; none without one. */
export function rungsFor(judged: OkRecord | null, facts: RunFacts): readonly DilutedRung[] {
  return judged === null ? [] : dilutedRungs(judged, facts.records, termsFor(judged, facts));
}

/** Shares and findings of one case; of none, findings that say so. E4 and E5 are of the device, whatever the case. */
export function evidenceFor(judged: OkRecord | null, facts: RunFacts): MeasuredEvidence {
  const { records, ceilings, control, costs } = facts;
  const cost = judged && costOf(costs, judged);
  const bandwidth = judged && bandwidthShare(judged, records, ceilings);
  const read = ceilings.find(ceiling => ceiling.id === 'read');
  return {
    tooFewRounds: judged !== null && isTooFew(new Set(judged.samples.map(sample => sample.round)).size),
    bandwidth,
    compute: judged && computeShare(judged, records, ceilings),
    dispatch: judged && dispatchShare(judged, cost),
    timeNs: judged?.summary.medianNs ?? null,
    roof: roofFinding(bandwidth, read),
    bytes: byteLadderFinding(rungsFor(judged, facts), cost),
    flops: facts.flopFinding,
    batches: facts.batchFinding,
    dilution: dilutionFinding(judged, records, { control, cost }),
    latency: latencyFinding(judged, records, cost),
  };
}
