import type { Plan, Section } from '../../core/plan.ts';
import type { OkRecord } from '../../core/record.ts';
import { caseLabel } from '../case/case-label.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import type { Unsealed } from '../case/unsealed-record.ts';
import type { CanaryInput, CanaryProbe } from './canary-probe.ts';

/** What running a section takes. */
export interface SectionInput extends CanaryInput {
  readonly plan: Plan;
  readonly section: Section;
  /** Null where the read probe cannot be measured: then no round counts as drifted. */
  readonly canary: CanaryProbe | null;
  /** On the host's clock: no case is prepared after it. */
  readonly prepareUntilMs: number;
  /** Asked when all cases are ready, so that preparing them costs the suite, not these rounds; put off while the page is hidden. */
  roundsUntilMs(): number;
  readonly signal: AbortSignal;
  earlier(address: string): OkRecord | null;
}

export interface SectionTotals {
  readonly plannedRounds: number;
  readonly discardedRounds: number;
  readonly unsteady: boolean;
}

/** What a section tells while it runs. */
export type SectionStep =
  | {
      readonly type: 'progress';
      readonly label: string;
      readonly doing: string;
      readonly discardedRounds: number;
    }
  | { readonly type: 'record'; readonly record: Unsealed }
  /** The page was hidden, and nothing was measured. */
  | { readonly type: 'hidden'; readonly hiddenMs: number }
  | { readonly type: 'totals'; readonly totals: SectionTotals };

export function progressStep(resolved: ResolvedCase, doing: string, discardedRounds: number): SectionStep {
  return { type: 'progress', label: caseLabel(resolved), doing, discardedRounds };
}
