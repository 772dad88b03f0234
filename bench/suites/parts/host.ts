import type { Case } from '../../../src/core/record/record.ts';
import { makeCase, problem } from './cases.ts';

/** JavaScript on the same problems, and what submitting costs the CPU. */
export function hostCases(side: number, density: number): readonly Case[] {
  return [
    makeCase('host/js-dense', problem('dense', { m: side, n: side }), { cache: 'hot', clock: 'wall' }),
    makeCase('host/js-csr', problem('uniform', { m: side, n: side, density }), {
      cache: 'hot',
      clock: 'wall',
    }),
    makeCase('host/encode-submit', problem('nothing'), { cache: 'hot', clock: 'wall' }),
  ];
}
