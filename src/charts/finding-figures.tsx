import { claimIdOf } from '../analysis/claims/sources.ts';
import type { Finding, FindingStatus } from '../core/finding.ts';
import { dilutionFigure } from './dilution.tsx';
import { dispatchCostFigure } from './dispatch-cost.tsx';
import type { Figure } from './figure.ts';
import { ladderFigure } from './ladder.tsx';
import type { Measured } from './measured.ts';
import { shareFigure } from './share-of-time.tsx';

/** A finding that has a small multiple, with it; null where its measurement is missing. */
export interface FindingFigure {
  readonly finding: Finding;
  /** The status in a word; what is never judged is `reported`. */
  readonly standing: FindingStatus | 'reported';
  readonly figure: Figure | null;
}

/** Reported, not judged: arithmetic share, cost of a dispatch, batch that starts to cost, last cache, decode steps. */
const REPORTED = /^(E2|E7|E7-wall|B\*|knee|D\/.*)$/;

/** The batch-1 experiments in the order of the argument. Crossovers have figures of their own, claims a table. */
export function findingFigures(measured: Measured): readonly FindingFigure[] {
  return measured.findings
    .filter(finding => !finding.id.startsWith('S2') && claimIdOf(finding) === null)
    .map(finding => ({
      finding,
      standing: finding.value !== null && REPORTED.test(finding.id) ? 'reported' : finding.status,
      figure: figureOf(measured, finding),
    }));
}

function figureOf(measured: Measured, finding: Finding): Figure | null {
  if (finding.value === null) return null;
  if (finding.id === 'E1' || finding.id === 'E2') return shareFigure(measured, finding);
  if (finding.id === 'E3' || finding.id === 'E4' || finding.id === 'E5')
    return ladderFigure(measured, finding);
  if (finding.id.startsWith('E6') || finding.id.startsWith('S1')) return dilutionFigure(measured, finding);
  if (finding.id.startsWith('E7')) return dispatchCostFigure(measured, finding);
  return null;
}
