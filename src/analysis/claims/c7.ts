import type { CrossoverPoint, CrossoverSeries, Finding } from '../../core/record/finding.ts';
import { formatShare } from '../../core/units.ts';
import { type Estimate, estimateText } from '../evidence/estimate.ts';
import { missingFinding } from '../evidence/finding-of.ts';
import { CLAIM_DENSITY, type ClaimFacts, claimFinding, isAbout } from './measured.ts';

const FACTS = { id: 'C7', title: 'Dense time ÷ sparse time at density 0.1', unit: 'ratio' };
const SPARSER = 0.01;

interface Measured {
  readonly series: CrossoverSeries;
  readonly point: CrossoverPoint;
}

/** C7: where one weight of ten is left, the sparse product takes less time than the dense one of the same shape. */
export function sparsityClaim({ records, crossovers }: ClaimFacts): Finding {
  const uniform = crossovers.filter(({ pattern }) => pattern === 'uniform');
  const largest = Math.max(...uniform.map(({ rowCount, columnCount }) => rowCount * columnCount));
  const series = uniform.filter(({ rowCount, columnCount }) => rowCount * columnCount === largest);
  const tenth = quickestAt(series, CLAIM_DENSITY);
  if (!tenth) return missingFinding(FACTS, 'no uniform pattern of density 0.1 beside a dense product');
  const hundredth = quickestAt(series, SPARSER);
  const { crossing, status, kernelId } = tenth.series;
  const crossingText = crossing ? `${formatShare(crossing.value)} is where both take the same time` : status;
  const sparserText = hundredth ? `; at 0.01 it is ${estimateText(speedup(hundredth.point))}` : '';
  const limited = tenth.point.dispatchLimited ? ' At this size dispatch takes much of both times.' : '';
  const evidence = [
    tenth.point.address,
    tenth.series.denseAddress,
    ...(hundredth ? [hundredth.point.address] : []),
  ];
  return claimFinding(
    FACTS,
    speedup(tenth.point),
    { supports: ({ low }) => low > 1, refutes: ({ high }) => high < 1 },
    {
      records: records.filter(({ address }) => address === tenth.point.address),
      evidence,
      reason: `By ${kernelId} on a uniform pattern${sparserText}. Density crossover: ${crossingText}.${limited} Claimed: over 1.`,
    },
  );
}

function quickestAt(series: readonly CrossoverSeries[], density: number): Measured | null {
  const near = series.flatMap(one =>
    one.points.filter(point => isAbout(point.density, density)).map(point => ({ series: one, point })),
  );
  return near.reduce<Measured | null>(
    (best, candidate) => (best === null || candidate.point.ratio < best.point.ratio ? candidate : best),
    null,
  );
}

function speedup({ ratio, low, high }: CrossoverPoint): Estimate {
  return { value: 1 / ratio, low: 1 / high, high: 1 / low };
}
