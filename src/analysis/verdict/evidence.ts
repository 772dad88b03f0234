import type { Ceiling, Finding } from '../../core/finding.ts';
import type { OkRecord, TimerId } from '../../core/record.ts';
import { isTooFew } from '../evidence/finding-of.ts';
import { batchLadderFinding } from '../experiments/batch.ts';
import { type BatchLadder, batchLadder } from '../experiments/batch-ladder.ts';
import { byteLadderFinding } from '../experiments/bytes.ts';
import { type DilutedRung, dilutedRungs } from '../experiments/diluted-rungs.ts';
import { dilutionControl, dilutionFinding } from '../experiments/dilution.ts';
import { type DispatchCost, dispatchCost } from '../experiments/dispatch.ts';
import { type FlopLadder, flopLadder } from '../experiments/flop-ladder.ts';
import { flopLadderFinding } from '../experiments/flops.ts';
import { roofFinding } from '../experiments/roof.ts';
import { bandwidthShare, computeShare, dispatchShare } from '../experiments/shares.ts';
import type { Evidence } from './regime.ts';

/** What is measured once for the whole run and used for every case. */
export interface RunFacts {
  readonly records: readonly OkRecord[];
  readonly ceilings: readonly Ceiling[];
  /** By clock; null where that clock timed too little. */
  readonly costs: { readonly timestamp: DispatchCost | null; readonly wall: DispatchCost | null };
  readonly control: Finding;
  readonly flops: FlopLadder | null;
  readonly batches: BatchLadder | null;
  readonly flopFinding: Finding;
  readonly batchFinding: Finding;
}

/** @param records usable ones */
export function runFacts(records: readonly OkRecord[], ceilings: readonly Ceiling[]): RunFacts {
  const flops = flopLadder(records, ceilings);
  const batches = batchLadder(records);
  return {
    flops,
    batches,
    flopFinding: flopLadderFinding(flops),
    batchFinding: batchLadderFinding(batches),
    records,
    ceilings,
    costs: { timestamp: dispatchCost(records, 'timestamp'), wall: dispatchCost(records, 'wall') },
    control: dilutionControl(records),
  };
}

export function costFor(facts: Pick<RunFacts, 'costs'>, timerId: TimerId): DispatchCost | null {
  return timerId === 'host' ? null : facts.costs[timerId];
}

/** The value types of the judged product; none without one. */
export function rungsFor(judged: OkRecord | null, facts: RunFacts): readonly DilutedRung[] {
  return judged === null ? [] : dilutedRungs(judged, facts.records, facts.control);
}

/** Shares and findings of one case; of none, findings that say so. E4 and E5 are of the device, whatever the case. */
export function evidenceFor(judged: OkRecord | null, facts: RunFacts): Evidence {
  const { records, ceilings, control } = facts;
  const bandwidth = judged && bandwidthShare(judged, records, ceilings);
  const read = ceilings.find(ceiling => ceiling.id === 'read');
  return {
    tooFewRounds: judged !== null && isTooFew(new Set(judged.samples.map(sample => sample.round)).size),
    bandwidth,
    compute: judged && computeShare(judged, records, ceilings),
    dispatch: judged && dispatchShare(judged, costFor(facts, judged.timerId)),
    roof: roofFinding(bandwidth, read),
    bytes: byteLadderFinding(rungsFor(judged, facts)),
    flops: facts.flopFinding,
    batches: facts.batchFinding,
    dilution: dilutionFinding(judged, records, control),
  };
}
