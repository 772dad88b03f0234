import { claimIdOf } from '../analysis/claims/sources.ts';
import type { Finding } from '../core/record/finding.ts';
import { dilutionFigure } from './dilution/dilution.tsx';
import { dispatchCostFigure } from './dispatch-cost/dispatch-cost.tsx';
import type { Figure } from './figure.ts';
import { ladderFigure } from './ladder/ladder.tsx';
import type { Measured } from './measured.ts';
import { shareFigure } from './shares/share-of-time.tsx';
import { type Standing, standingOf } from './standing.ts';

/** A finding with its small multiple. */
export interface FindingFigure {
  readonly finding: Finding;
  readonly standing: Standing;
  /** Null where the measurement is missing, and for findings that have none. */
  readonly figure: Figure | null;
  /** The measurement is missing; when it comes, so may the figure. */
  readonly mayStillCome: boolean;
}

type Draw = (measured: Measured, finding: Finding) => Figure | null;

const DRAWN: readonly (readonly [ids: RegExp, draw: Draw])[] = [
  [/^E[12]$/, shareFigure],
  [/^(E[345]$|S[46])/, ladderFigure],
  [/^(E6|S1)/, dilutionFigure],
  [/^E7/, dispatchCostFigure],
];

/** Measured, though there is no place to tell of. */
function isWithoutCrossing({ id, evidence }: Finding): boolean {
  return /^S[46]\//.test(id) && evidence.length > 0;
}

/** The batch-1 experiments in the order of the argument. Crossovers have figures of their own, claims a table. */
export function findingFigures(measured: Measured): readonly FindingFigure[] {
  return measured.findings
    .filter(finding => !finding.id.startsWith('S2') && claimIdOf(finding) === null)
    .map(finding => {
      const draw = DRAWN.find(([ids]) => ids.test(finding.id))?.[1] ?? null;
      const isMissing = finding.value === null && !isWithoutCrossing(finding);
      return {
        finding,
        standing: standingOf(finding),
        figure: draw === null || isMissing ? null : draw(measured, finding),
        mayStillCome: draw !== null && isMissing,
      };
    });
}
