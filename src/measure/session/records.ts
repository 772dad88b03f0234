import type { RunEvent } from '../../core/event.ts';
import { skippedForTime } from '../../core/record/left-out.ts';
import { type BenchRecord, isWrongOutput, type OkRecord } from '../../core/record/record.ts';
import type { Unsealed } from '../case/unsealed-record.ts';

/** What a session has measured so far: one record an address, which a later section may replace. */
export interface SessionRecords {
  /** Seals and keeps a record, and tells of it, unless what is known of its address counts for more. */
  add(record: Unsealed): AsyncGenerator<RunEvent>;
  /** Forgets what was skipped for time: there is more of it. */
  forgetLate(): void;
  all(): readonly BenchRecord[];
  has(address: string): boolean;
  /** How many records failed when they were measured again, and what was measured before stands. */
  failedAgain(): number;
  /** Verified samples of an address, from sections before. */
  ok(address: string): OkRecord | null;
}

export function createRecords(seal: (record: Unsealed) => Promise<BenchRecord>): SessionRecords {
  const records = new Map<string, BenchRecord>();
  let failedAgain = 0;
  return {
    async *add(record) {
      const effect = effectOf(records.get(record.address) ?? null, record);
      if (effect === 'replaces') {
        const sealed = await seal(record);
        records.set(sealed.address, sealed);
        yield { type: 'record', record: sealed };
      }
      if (effect === 'is noted' && record.status === 'failed') {
        const message = `${record.address} failed when it was measured again, what was measured before stands: ${record.message}`;
        failedAgain++;
        yield { type: 'note', message };
      }
    },
    failedAgain: () => failedAgain,
    forgetLate() {
      for (const [address, record] of records) if (skippedForTime(record)) records.delete(address);
    },
    all: () => [...records.values()],
    has: address => records.has(address),
    ok: address => {
      const record = records.get(address);
      return record?.status === 'ok' ? record : null;
    },
  };
}

/**
 * What a record does to the one that its address has from an earlier section. Verified samples stay when a later
 * attempt fails, unless the output was wrong in it: then they are in doubt too.
 */
export function effectOf(
  earlier: BenchRecord | null,
  later: Unsealed,
): 'replaces' | 'is noted' | 'is dropped' {
  if (earlier === null || later.status === 'ok' || isWrongOutput(later)) return 'replaces';
  if (later.status === 'skipped') return 'is dropped';
  return earlier.status === 'ok' ? 'is noted' : 'replaces';
}
