import { shortAddress } from '../../../core/record/address.ts';
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

/** A case of one kernel, its tunables, a seed and conditions. */
export interface SideCase extends ComparedCase {
  readonly address: string;
  /** With no tunables but those that were no defaults. */
  readonly shortAddress: string;
  /** False: the address does not name every tunable, so what was launched is not known. */
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
  return { ...comparedCase(record), address, shortAddress: shortAddress(record), tunablesComplete };
}

/**
 * What two cases share that are the same. A case that does not name all its tunables is the same as the one whose tunables
 * differ from the defaults in the same way. A matrix file may have changed under its name, so what was counted in it is part
 * of the key.
 * @param runs of both sides
 */
export function caseKeys(runs: readonly SideRun[]): (timed: SideCase) => string {
  const cases = runs.flatMap(run => run.cases);
  const incomplete = new Set(
    cases.filter(({ tunablesComplete }) => !tunablesComplete).map(timed => timed.shortAddress),
  );
  return timed =>
    `${incomplete.has(timed.shortAddress) ? timed.shortAddress : timed.address} ${questionKey(timed)}`;
}
