import type { Finding, Regime } from '../../core/record/finding.ts';

/** The experiments that a regime is judged by. E2 is an identity and E7 a measurement: neither predicts anything. */
export type JudgedExperiment = 'E1' | 'E3' | 'E4' | 'E5' | 'E6' | 'E8';

/** What one experiment says of a regime. `does not bear`: it comes out alike whether the regime holds or not. */
export type Stance = 'agrees' | 'contradicts' | 'cannot say' | 'does not bear';

/** Every regime but `undecided`, which predicts nothing. */
export type PredictingRegime = Exclude<Regime, 'undecided'>;

interface Prediction {
  /** What the regime predicts, in a clause; null where it predicts nothing. */
  readonly predicts: string | null;
  /** What the finding says of the regime where it is supported (as memory bandwidth predicts), and where it is refuted. */
  readonly supported: Stance;
  readonly refuted: Stance;
}

export interface ExperimentPredictions {
  readonly id: JudgedExperiment;
  /** As the figures are titled. */
  readonly name: string;
  /** What is done, as a noun that a sentence can begin or end with. */
  readonly plainName: string;
  readonly under: Readonly<Record<PredictingRegime, Prediction>>;
}

const NOTHING: Prediction = { predicts: null, supported: 'does not bear', refuted: 'does not bear' };

/** The regime predicts what memory bandwidth predicts. */
function likeMemory(predicts: string, refuted: Stance = 'contradicts'): Prediction {
  return { predicts, supported: 'agrees', refuted };
}

/** The regime predicts what would refute memory bandwidth. */
function unlikeMemory(predicts: string, supported: Stance = 'contradicts'): Prediction {
  return { predicts, supported, refuted: 'agrees' };
}

/**
 * Where load instructions limit, ladders of bytes, arithmetic and batches can look as memory makes them look (METHOD §5):
 * of *none* they say something only where they come out the other way. Of *dispatch* none says anything: launching is in
 * both times that E1 compares, taken off those of E3, E5, E6 and E8, and the ladder of E4 has a size of its own.
 */
export const PREDICTIONS: readonly ExperimentPredictions[] = [
  {
    id: 'E1',
    name: 'Roof',
    plainName: 'the test against reading alone',
    under: {
      bandwidth: likeMemory('reading the data alone takes nearly all of the time'),
      compute: unlikeMemory('reading the data alone takes much less than the time'),
      dispatch: NOTHING,
      none: unlikeMemory('reading the data alone takes much less than the time'),
    },
  },
  {
    id: 'E3',
    name: 'Bytes',
    plainName: 'the test with fewer bytes a weight',
    under: {
      bandwidth: likeMemory('half of the bytes take half of the time'),
      compute: unlikeMemory('fewer bytes take as long'),
      dispatch: NOTHING,
      none: unlikeMemory('fewer bytes take as long', 'does not bear'),
    },
  },
  {
    id: 'E4',
    name: 'Arithmetic',
    plainName: 'the test with more arithmetic',
    under: {
      bandwidth: likeMemory('more arithmetic on the same data costs no time'),
      compute: unlikeMemory('twice the arithmetic takes nearly twice as long'),
      dispatch: NOTHING,
      none: likeMemory('more arithmetic on the same data costs no time', 'does not bear'),
    },
  },
  {
    id: 'E5',
    name: 'Batch',
    plainName: 'the test with several vectors',
    under: {
      bandwidth: likeMemory('a second vector rides along for nothing'),
      compute: unlikeMemory('a second vector takes as long as the first'),
      dispatch: NOTHING,
      none: unlikeMemory('a second vector takes as long as the first', 'does not bear'),
    },
  },
  {
    id: 'E6',
    name: 'Dilution',
    plainName: 'the test with half of the memory traffic',
    under: {
      bandwidth: likeMemory('half of the memory traffic takes little more than half of the time'),
      compute: unlikeMemory('half of the memory traffic takes as long'),
      dispatch: NOTHING,
      none: unlikeMemory('half of the memory traffic takes as long'),
    },
  },
  {
    id: 'E8',
    name: 'Latency',
    plainName: 'the test with fewer loads at a time',
    under: {
      bandwidth: likeMemory('fewer loads at a time take as long'),
      compute: likeMemory('fewer loads at a time take as long'),
      dispatch: NOTHING,
      none: unlikeMemory('fewer loads at a time take longer', 'does not bear'),
    },
  },
];

export const PLAIN_NAMES = Object.fromEntries(
  PREDICTIONS.map(({ id, plainName }) => [id, plainName]),
) as Readonly<Record<JudgedExperiment, string>>;

/** @param finding of this experiment */
export function stanceOf(
  { under }: Pick<ExperimentPredictions, 'under'>,
  regime: PredictingRegime,
  { status }: Pick<Finding, 'status'>,
): Stance {
  const { predicts, supported, refuted } = under[regime];
  if (predicts === null) return 'does not bear';
  if (status === 'undecided') return 'cannot say';
  return status === 'supported' ? supported : refuted;
}
