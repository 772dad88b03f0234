import type { OkRecord } from '../../../core/record/record.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';
import { isHost, plainRecords, usableRecords } from '../../evidence/usable.ts';
import { type ComparedCase, comparedCase } from '../machines/compared-run.ts';
import { type Machine, machineOf } from '../machines/machine.ts';
import { questionKey } from '../machines/question.ts';

/** One run of a side. */
export interface SideRun {
  readonly sha256: string;
  readonly machine: Machine;
  readonly startedAt: string;
  readonly cases: readonly SideCase[];
}

/** A case that is the same only for the same kernel, tunables, seed and conditions. */
export interface SideCase extends ComparedCase {
  readonly address: string;
  /** False: the address does not name every tunable, so that two of them may mean two launches. */
  readonly tunablesComplete: boolean;
}

export function sideRun({
  sha256,
  environment,
  session,
  records,
}: Pick<ResultFile, 'sha256' | 'environment' | 'session' | 'records'>): SideRun {
  return {
    sha256,
    machine: machineOf(environment),
    startedAt: session.startedAt,
    cases: plainRecords(usableRecords(records))
      .filter(record => !isHost(record))
      .map(sideCase),
  };
}

function sideCase(record: OkRecord): SideCase {
  const { address, tunablesComplete } = record;
  return { ...comparedCase(record), address, tunablesComplete };
}

/** A matrix file may have changed under its name, so what was counted in it is part of the key. */
export function caseKey(timed: SideCase): string {
  return `${timed.address} ${questionKey(timed)}`;
}
