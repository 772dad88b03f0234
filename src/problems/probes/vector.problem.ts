import type { ProblemGenerator } from '../../core/problem.ts';
import { probeProblem, randomValues, STREAM } from '../fill.ts';
import { count } from '../params.ts';

const generator: ProblemGenerator = {
  id: 'vector',
  label: 'random words',
  description: 'An array of random f32 values in [−1, 1) that a probe reads, writes or copies.',
  isProbe: true,
  params: { n: count('32-bit words'), passes: count('times a probe goes over them', 1) },
  generate: ({ n }, seed) => probeProblem(randomValues(n!, seed, STREAM.values)),
  expectedNnz: ({ n }) => n!,
};

export default generator;
