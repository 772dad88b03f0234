import type { ProblemGenerator } from '../../core/problem.ts';
import { probeProblem, randomValues, STREAM } from '../fill.ts';

const generator: ProblemGenerator = {
  id: 'nothing',
  label: 'nothing to do',
  description: 'One word: what remains is the cost of a dispatch.',
  isProbe: true,
  params: {},
  generate: (_, seed) => probeProblem(randomValues(1, seed, STREAM.values)),
  expectedNnz: () => 1,
};

export default generator;
