import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparedRun } from '../analysis/compare/machines/compared-run.ts';
import { syntheticResultFile } from '../analysis/testing/result-file.ts';
import { readCases, readRuns } from './read-tables.ts';
import { recordRows } from './record-rows.ts';
import { CLOCKS_DISAGREE, runRow } from './run-row.ts';
import { syntheticRows } from './testing/rows.ts';
import { recordsParquet, runsParquet } from './write-tables.ts';

const { runs, records } = syntheticRows(3);

function asFile(bytes: Uint8Array<ArrayBuffer>) {
  const reads: number[] = [];
  return {
    reads,
    byteLength: bytes.byteLength,
    slice: (start: number, end = bytes.byteLength) => {
      reads.push(end - start);
      return bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + end);
    },
  };
}

describe('the tables of an index', () => {
  it('give back of a run what its file says', async () => {
    const file = syntheticResultFile();
    const row = runRow(file, { standing: 'doubtful', flags: ['odd', 'late'], path: 'a/b.json' });
    const [read] = await readRuns(asFile(runsParquet([row])));
    const { cases, ...expected } = comparedRun(file, { origin: 'others', standing: 'doubtful' });
    expect(read).toEqual({
      ...expected,
      path: 'a/b.json',
      flags: ['odd', 'late'],
      weightBytesPerSecond: row.weightBytesPerSecond,
      crossoverDensity: row.crossoverDensity,
    });
    const kernels = [...new Set(cases.map(({ kernelId }) => kernelId))];
    const table = asFile(recordsParquet(recordRows(file)));
    const found = (await Promise.all(kernels.map(kernel => readCases(table, kernel)))).flat();
    const sorted = (list: readonly unknown[]) => list.map(item => JSON.stringify(item)).sort();
    expect(sorted(found.map(({ timed }) => timed))).toEqual(sorted(cases));
    expect(new Set(found.map(({ run }) => run))).toEqual(new Set([file.sha256]));
  });

  it('have no rate of a run whose clocks disagree', () => {
    const file = syntheticResultFile();
    const clock = { ...file.environment.clock, agreement: { ratio: 9, low: 8, high: 10 } };
    const row = runRow(
      { ...file, environment: { ...file.environment, clock } },
      { standing: 'checked', flags: [], path: '' },
    );
    expect(row).toMatchObject({ readBytesPerSecond: null, dispatchNs: null, flags: CLOCKS_DISAGREE });
  });

  it('are the same bytes for every order of the rows', () => {
    const [runsTable, recordsTable] = [runsParquet(runs), recordsParquet(records)];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(runs, { minLength: runs.length }),
        fc.shuffledSubarray(records, { minLength: records.length }),
        (someRuns, someRecords) => {
          expect(runsParquet(someRuns)).toEqual(runsTable);
          expect(recordsParquet(someRecords)).toEqual(recordsTable);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('are read in part where one kernel is asked for', async () => {
    const many = syntheticRows(400);
    const table = asFile(recordsParquet(many.records));
    const found = await readCases(table, 'spmv/csr-vector');
    expect(found.length).toBeGreaterThan(400);
    expect(table.reads.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(0.7 * table.byteLength);
  });

  it('hold a record that was not measured, without a number', () => {
    const [record] = syntheticResultFile().records;
    const {
      address,
      case: asked,
      tunablesComplete,
      tuned,
      kind,
      operation,
      format,
      family,
      valueType,
    } = record!;
    const skipped = {
      ...{ address, case: asked, tunablesComplete, tuned, kind, operation, format, family, valueType },
      ...{ status: 'skipped' as const, reason: 'no room', launchHash: null, sha256: '' },
    };
    expect(recordRows({ sha256: 'a', records: [skipped] })).toMatchObject([
      { run: 'a', status: 'skipped', medianNs: null, usefulFlops: null, m: null, compared: false },
    ]);
  });
});
