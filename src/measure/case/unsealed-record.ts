import type { BenchRecord, FailedRecord } from '../../core/record.ts';
import type { ResolvedCase } from './resolved-case.ts';

/** A record before its hash: the part that this folder can know. */
export type Unsealed<T extends BenchRecord = BenchRecord> = T extends BenchRecord ? Omit<T, 'sha256'> : never;

/** What every record of the case begins with. */
export function identity({ case: c, address, kernel }: ResolvedCase) {
  return {
    address,
    kernelId: kernel.id,
    operation: kernel.operation,
    format: kernel.format,
    problemSpec: c.problem,
    memoryShare: c.memoryShare,
    cache: c.cache,
    tunables: c.tunables,
  };
}

export function skip(resolved: ResolvedCase, reason: string): Unsealed {
  return { ...identity(resolved), status: 'skipped', reason };
}

export function failure(resolved: ResolvedCase, stage: FailedRecord['stage'], message: string): Unsealed {
  return { ...identity(resolved), status: 'failed', stage, message };
}
