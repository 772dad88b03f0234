import type { Finding } from '../core/finding.ts';
import { dilutionFigure } from './dilution.tsx';
import { dispatchCostFigure } from './dispatch-cost.tsx';
import type { Figure } from './figure.ts';
import type { Measured } from './measured.ts';
import { shareOfRoofFigure } from './share-of-roof.tsx';

/** A finding that has a small multiple, with it; null where its measurement is missing. */
export interface FindingFigure {
  readonly finding: Finding;
  readonly figure: Figure | null;
}

/** The batch-1 experiments in the order of the argument. Crossovers have figures of their own. */
export function findingFigures(measured: Measured): readonly FindingFigure[] {
  return measured.findings
    .filter(finding => !finding.id.startsWith('S2'))
    .map(finding => ({ finding, figure: figureOf(measured, finding) }));
}

function figureOf(measured: Measured, finding: Finding): Figure | null {
  if (finding.value === null) return null;
  if (finding.id === 'E1') return shareOfRoofFigure(measured, finding);
  if (finding.id.startsWith('E6')) return dilutionFigure(measured, finding);
  if (finding.id === 'E7') return dispatchCostFigure(measured, finding);
  return null;
}
