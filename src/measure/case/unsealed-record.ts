import type { BenchRecord, FailedRecord, SkipCause } from '../../core/record/record.ts';
import { recordIdentity } from '../../core/record/record-identity.ts';
import type { NamedCase } from './resolved-case.ts';

/** A record before its hash: the part that this folder can know. */
export type Unsealed<T extends BenchRecord = BenchRecord> = T extends BenchRecord ? Omit<T, 'sha256'> : never;

/** What every record of the case begins with. */
export function identity({ operation, ...named }: NamedCase, launchHash: string | null) {
  return recordIdentity({ ...named, operation: operation.id, tunablesComplete: true, launchHash });
}

export function skip(named: NamedCase, cause: SkipCause, reason: string): Unsealed {
  return { ...identity(named, null), status: 'skipped', reason, cause };
}

/** @param launchHash absent where it failed before there was a launch */
export function failure(
  named: NamedCase,
  stage: FailedRecord['stage'],
  message: string,
  launchHash: string | null = null,
): Unsealed {
  return { ...identity(named, launchHash), status: 'failed', stage, message };
}
