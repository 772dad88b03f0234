import { expect, it } from 'vitest';
import { DEVICES } from '../../../analysis/testing/device.ts';
import { okRecord, syntheticEnvironment } from '../../../analysis/testing/records.ts';
import { recordFacts } from './record-facts.ts';

const { clock } = syntheticEnvironment(DEVICES.bandwidthBound);

function rowsOf(rowStats: { min: number; mean: number; max: number; empty: number }): string {
  const record = okRecord();
  const facts = recordFacts({ ...record, problem: { ...record.problem, rowStats } }, clock);
  return facts.find(({ label }) => label === 'Nonzeros a row')!.text;
}

it('rows of one length are told once, with all their digits', () => {
  expect(rowsOf({ min: 1024, mean: 1024, max: 1024, empty: 0 })).toBe('1,024 in each');
});

it('means keep the digits that tell them from other whole numbers', () => {
  expect(rowsOf({ min: 1000, mean: 1024.3, max: 1100, empty: 0 })).toBe(
    '1,000 to 1,100, mean 1,024, 0 rows empty',
  );
  expect(rowsOf({ min: 0, mean: 12.34, max: 99, empty: 1 })).toBe('0 to 99, mean 12.3, 1 row empty');
});
