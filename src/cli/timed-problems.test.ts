import { expect, it } from 'vitest';
import { generators } from '../catalog.ts';
import { parseProblem } from '../core/record/address.ts';
import { TIMED_PROBLEMS } from './timed-problems.ts';

it('every generator that makes arrays is timed', () => {
  const timed = new Set(TIMED_PROBLEMS.map(text => parseProblem(text).generator));
  expect([...generators.keys()].filter(id => !timed.has(id))).toEqual(['nothing']);
});
