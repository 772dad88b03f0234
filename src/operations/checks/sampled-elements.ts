import type { Comparison } from '../../core/operation.ts';
import type { Problem } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { flushedTerms, SMALLEST_NORMAL } from './flushing.ts';

/** At 4096³ this is 2 million multiply-adds on the host. */
export const SAMPLE_COUNT = 512;
const RANDOM_STREAM = 0x53616d70;

/** Elements of C = A·B, the four corners and random ones, against their dot products in f64. */
export function sampledElements(problem: Problem, output: ArrayLike<number>, seed: number): Comparison {
  const places = samplePlaces(problem.a.rowCount, problem.rhsColumnCount, seed);
  const dots = places.map(([i, j]) => dot(problem, i, j));
  return {
    method: 'sampled elements',
    actual: places.map(([i, j]) => output[i * problem.rhsColumnCount + j] ?? Number.NaN),
    expected: dots.map(({ sum }) => sum),
    scale: dots.map(({ scale }) => scale),
    flushing: () => dots.map(({ flushed }) => flushed),
  };
}

function samplePlaces(m: number, n: number, seed: number): [number, number][] {
  const random = createRandom(seed, RANDOM_STREAM);
  const corners: [number, number][] = [
    [0, 0],
    [0, n - 1],
    [m - 1, 0],
    [m - 1, n - 1],
  ];
  return corners.concat(
    Array.from({ length: SAMPLE_COUNT - corners.length }, () => [random.below(m), random.below(n)]),
  );
}

function dot(problem: Problem, i: number, j: number): { sum: number; scale: number; flushed: number } {
  const { a, rhs, rhsColumnCount: n } = problem;
  const begin = a.kind === 'dense' ? i * a.columnCount : a.rowPointers[i]!;
  const end = a.kind === 'dense' ? begin + a.columnCount : a.rowPointers[i + 1]!;
  let sum = 0;
  let scale = 0;
  let flushed = flushedTerms(end - begin);
  for (let e = begin; e < end; e++) {
    const k = a.kind === 'dense' ? e - begin : a.columnIndices[e]!;
    const left = a.values[e]!;
    const right = rhs[k * n + j]!;
    const term = left * right;
    sum += term;
    scale += Math.abs(term);
    if (Math.min(Math.abs(left), Math.abs(right)) < SMALLEST_NORMAL) flushed += Math.abs(term);
  }
  return { sum, scale, flushed };
}
