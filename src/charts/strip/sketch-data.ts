import type { Finding } from '../../core/record/finding.ts';
import { dilutionData } from '../dilution/dilution-data.ts';
import { ladderData } from '../ladder/ladder-data.ts';
import { type Measured, threshold } from '../measured.ts';

export interface SketchPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/** What was measured over what memory speed predicts, in the units of the experiment. */
export interface SketchData {
  readonly points: readonly SketchPoint[];
  /** From left to right. */
  readonly band: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  /** Both ways. */
  readonly isLogarithmic: boolean;
}

/** Half the width of the predicted place at p = ½, in p. */
const DILUTION_GATE = 0.1;

/** Null where the experiment was not measured, and for those that have no prediction. */
export function sketchOf(measured: Measured, finding: Finding): SketchData | null {
  if (finding.value === null) return null;
  switch (finding.id) {
    case 'E1':
      return gauge(finding, threshold(measured, 'e1SupportedShare'), threshold(measured, 'e1NoCeilingShare'));
    case 'E8': {
      const change = threshold(measured, 'e8SupportedChange');
      return gauge(finding, 1 - change, 1 + change);
    }
    case 'E6':
      return dilution(measured, finding);
    default:
      return ladder(measured, finding);
  }
}

/** One value beside the range that was predicted for it. */
function gauge({ value, low, high }: Finding, from: number, to: number): SketchData | null {
  if (value === null) return null;
  return {
    points: [{ x: 0.5, y: value, low: low ?? value, high: high ?? value }],
    band: [
      { x: 0, low: from, high: to },
      { x: 1, low: from, high: to },
    ],
    isLogarithmic: false,
  };
}

function dilution(measured: Measured, finding: Finding): SketchData | null {
  const data = dilutionData(measured, finding);
  if (data === null) return null;
  const at = (x: number) => ({ x, low: 0, high: data.supportedUpTo });
  return {
    points: data.points.map(({ share, ratio, low, high }) => ({ x: share, y: ratio, low, high })),
    band: [at(0.5 - DILUTION_GATE), at(0.5 + DILUTION_GATE)],
    isLogarithmic: false,
  };
}

function ladder(measured: Measured, finding: Finding): SketchData | null {
  const data = ladderData(measured, finding);
  if (data === null) return null;
  return {
    points: data.points.map(({ at, ratio, low, high }) => ({ x: at, y: ratio, low, high })),
    band: data.predicted.map(({ at, low, high }) => ({ x: at, low, high })),
    isLogarithmic: true,
  };
}
