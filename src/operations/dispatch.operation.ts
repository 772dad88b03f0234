import type { Operation } from '../core/operation.ts';
import { wordsOf } from './probe-problem.ts';

/** One word is written: the cost of dispatching anything at all. */
const dispatch: Operation = {
  id: 'dispatch',
  label: 'dispatch',
  pilot: null,
  usefulFlops: () => 0,
  compulsoryBytes: () => 4,
  outputLength: () => 1,
  reference: problem => Float64Array.of(wordsOf(problem)[0]!),
  errorScale: () => new Float64Array(1),
};

export default dispatch;
