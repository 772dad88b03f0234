import { DEVICES } from '../../analysis/testing/device.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import type { RecordRow, RunRow } from '../columns.ts';
import { recordRows } from '../record-rows.ts';
import { runRow } from '../run-row.ts';

const CARDS = Object.values(DEVICES);
const RUNTIMES = ['node', 'Chrome', 'Firefox'];

/** A run of one of `machineCount` machines, its times its own by a fixed factor; the same for the same number. */
export function syntheticRun(number: number, machineCount: number, file: ResultFile): ResultFile {
  const machine = number % machineCount;
  const speed = 0.5 + ((machine * 7919) % 1000) / 500;
  const { adapter, runtime } = file.environment;
  const scaled = (value: number) => value / speed;
  return {
    ...file,
    sha256: number.toString(16).padStart(8, '0').repeat(8),
    session: {
      ...file.session,
      startedAt: new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString(),
    },
    environment: {
      ...file.environment,
      adapter: { ...adapter, vendor: `vendor-${machine % 5}`, description: `Card ${machine}` },
      runtime: { ...runtime, name: RUNTIMES[machine % RUNTIMES.length]! },
    },
    ceilings: file.ceilings.map(ceiling =>
      ceiling.unit === 'ns'
        ? ceiling
        : { ...ceiling, value: ceiling.value * speed, low: ceiling.low * speed, high: ceiling.high * speed },
    ),
    records: file.records.map(record =>
      record.status === 'ok'
        ? {
            ...record,
            summary: {
              ...record.summary,
              medianNs: scaled(record.summary.medianNs),
              lowNs: scaled(record.summary.lowNs),
              highNs: scaled(record.summary.highNs),
            },
          }
        : record,
    ),
  };
}

/** Rows of so many runs, on a machine for every five of them. */
export function syntheticRows(runCount: number): { readonly runs: RunRow[]; readonly records: RecordRow[] } {
  const files = CARDS.map(device => syntheticResultFile({ device, rounds: 4 }));
  const runs: RunRow[] = [];
  const records: RecordRow[] = [];
  const machineCount = Math.max(Math.min(runCount, 3), Math.floor(runCount / 5));
  for (let number = 0; number < runCount; number++) {
    const file = syntheticRun(number, machineCount, files[(number % machineCount) % files.length]!);
    runs.push(
      runRow(file, { standing: 'checked', flags: [], path: `card-${number % machineCount}/${number}.json` }),
    );
    for (const row of recordRows(file)) records.push(row);
  }
  return { runs, records };
}
