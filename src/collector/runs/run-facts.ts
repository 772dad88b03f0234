import { adapterName } from '../../core/environment.ts';
import type { ResultFile } from '../../core/record/result-file.ts';

/**
 * `sound`: agrees with itself, and nothing speaks against it. `doubtful`: kept, and left out of rankings. `approved`: was
 * doubtful, and an owner has looked.
 */
export type RunState = 'sound' | 'doubtful' | 'approved';

export const RUN_STATES: readonly RunState[] = ['sound', 'doubtful', 'approved'];

/** What a list says of a run. All but the first four follow from its file, whose texts are kept to the letter. */
export interface RunFacts {
  /** Of its content: its name in every store. */
  readonly sha256: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly state: RunState;
  /** Why it is doubtful; of a sound one none. */
  readonly remarks: readonly string[];
  /** Length of its text in UTF-8. */
  readonly bytes: number;
  readonly suite: string;
  readonly startedAt: string;
  readonly ended: ResultFile['session']['ended'];
  readonly machine: string;
  readonly adapterClass: 'hardware' | 'software';
  readonly runtime: string;
  readonly platform: string;
  readonly label: string | null;
  readonly regime: ResultFile['verdict']['regime'];
  readonly recordCount: number;
}

/** A run as a store keeps it. */
export interface StoredRun {
  readonly facts: RunFacts;
  /** Its file, whole. */
  readonly text: string;
  /** SHA-256 of the token that may delete it; null where nobody holds one. */
  readonly tokenHash: string | null;
}

/** What is known when a run arrives, beside its file. */
export interface Arrival {
  readonly text: string;
  readonly receivedAt: string;
  readonly remarks: readonly string[];
}

export function factsOf(file: ResultFile, { text, receivedAt, remarks }: Arrival): RunFacts {
  const { session, environment, verdict, records } = file;
  return {
    sha256: file.sha256,
    receivedAt,
    state: remarks.length === 0 ? 'sound' : 'doubtful',
    remarks,
    bytes: Buffer.byteLength(text),
    suite: session.suite,
    startedAt: session.startedAt,
    ended: session.ended,
    machine: adapterName(environment.adapter),
    adapterClass: environment.adapter.class,
    runtime: `${environment.runtime.name} ${environment.runtime.version}`,
    platform: environment.runtime.platform,
    label: environment.label,
    regime: verdict.regime,
    recordCount: records.length,
  };
}

const FULL_HASH = /^[0-9a-f]{64}$/;

export function isRunHash(text: string): boolean {
  return FULL_HASH.test(text);
}
