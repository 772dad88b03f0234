import { type Racer, racesOf } from '../analysis/compare/race.ts';
import { printableJson } from '../core/printable.ts';
import { formatProblem } from '../core/record/address.ts';
import type { ResultFile } from '../core/record/result-file.ts';

/** What a script wants to know of a race; samples and everything else are in the result file. */
export function toRaceJson(file: ResultFile, resultFile: string | null): string {
  const { programVersion, environment, session } = file;
  const races = racesOf(file.records).map(({ mine, rival, ratio, outcome, picked }) => ({
    operation: mine.record.operation,
    problem: formatProblem(mine.record.case.problem),
    outcome,
    /** Time of the rival ÷ time of mine. */
    ratio: ratio && { value: ratio.value, low: ratio.low, high: ratio.high, rounds: ratio.count },
    mine: sideOf(mine),
    rival: sideOf(rival),
    picked: picked.map(sideOf),
  }));
  const unmeasured = file.records.flatMap(record =>
    record.status === 'ok'
      ? []
      : [
          {
            address: record.address,
            status: record.status,
            reason: record.status === 'skipped' ? record.reason : `${record.stage}: ${record.message}`,
          },
        ],
  );
  const { adapter, runtime } = environment;
  return `${printableJson({ programVersion, startedAt: session.startedAt, ended: session.ended, adapter, runtime, races, unmeasured, resultFile }, 1)}\n`;
}

function sideOf({ record, summary }: Racer) {
  const { medianNs, lowNs, highNs } = summary;
  return { address: record.address, format: record.format, medianNs, lowNs, highNs };
}
