import { describe, expect, it } from 'vitest';
import { okRecord, steadyTimes } from '../../analysis/testing/records.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { examined } from '../examined.ts';
import relation from './stop-rule.relation.ts';

const STOP = { minimumRounds: 10, maximumRounds: 40, precision: 0.03 };

/** A case that was measured for so many rounds in each of some groups of a section. */
function measured(...rounds: readonly number[]): OkRecord {
  const [record] = rounds.map(count => okRecord({ timesNs: steadyTimes(5000, count) }));
  const samples = rounds.flatMap((count, group) =>
    Array.from({ length: count }, (_, round) => ({
      ...record!.samples[0]!,
      index: round * rounds.length + group,
      round,
      group: `e3/${group}`,
    })),
  );
  return { ...record!, samples, stop: { reason: 'precision', rounds: Math.max(...rounds) } };
}

function breachesOf(record: OkRecord): readonly unknown[] {
  const file = { ...syntheticResultFile(), records: [record] };
  const replanned = { stop: STOP, hostKernelIds: [], cases: null };
  const run = examined(file, { nowMs: 0, relaunched: new Map(), replanned, isOurs: true });
  return [...relation.breaches(run)].filter(({ where }) => where.startsWith('records'));
}

describe('a case that stopped for precision', () => {
  it('did so at a look', () => {
    expect(breachesOf(measured(10))).toEqual([]);
    expect(breachesOf(measured(12))).toHaveLength(1);
  });

  it('did so at a look of one of its groups, the others being measured on', () => {
    expect(breachesOf(measured(10, 12))).toEqual([]);
    expect(breachesOf(measured(11, 12))).toHaveLength(1);
  });
});
