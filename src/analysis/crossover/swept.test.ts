import { expect, it } from 'vitest';
import { syntheticResultFile } from '../testing/result-file.ts';
import { sweptCrossovers } from './swept.ts';

const [first] = syntheticResultFile({ rounds: 4 }).crossovers;
const at = (pattern: string, densities: readonly number[], kernelId = 'spmv/csr-vector') => ({
  ...first!,
  pattern,
  kernelId,
  points: densities.map(density => ({ ...first!.points[0]!, density })),
});

it('a matrix of one density has no crossover to show, whatever was measured of it', () => {
  const swept = at('uniform', [0.1, 0.5]);
  const short = at('uniform', [0.5], 'spmv/sell');
  expect(sweptCrossovers([at('w.mtx', [0.1]), swept, at('w.mtx', [0.1], 'spmv/sell'), short])).toEqual([
    swept,
    short,
  ]);
});
