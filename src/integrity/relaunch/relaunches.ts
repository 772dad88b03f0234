import { type Blanks, createBlanks } from '../../blank/blanks.ts';
import type { Environment } from '../../core/environment.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { type Relaunched, relaunch } from './relaunch.ts';

/** Launches that were asked for, kept from file to file: runs of one suite have the same. */
export interface Relaunches {
  of(record: OkRecord, environment: Environment): Promise<Relaunched | null>;
}

/** More than the files of a large corpus have that differ in anything but their times. */
const MOST_KEPT = 20_000;
/** After so many problems their memory is given back. */
const MOST_BLANKS = 500;

export function createRelaunches(): Relaunches {
  const known = new Map<string, Relaunched | null>();
  let blanks: Blanks = createBlanks();
  let made = 0;
  return {
    async of(record, environment) {
      const { kernelId, problem: spec, tunables, memoryShare, residentBytes } = record.case;
      const { format, operation, kind, problem } = record;
      const { limits, adapter } = environment;
      const key = JSON.stringify([
        [kernelId, spec, tunables, memoryShare, residentBytes, format, operation, kind, problem],
        [limits, adapter.subgroupMinSize, adapter.subgroupMaxSize],
      ]);
      const earlier = known.get(key);
      if (earlier !== undefined) return earlier;
      if (++made % MOST_BLANKS === 0) blanks = createBlanks();
      const fresh = await relaunch(record, environment, blanks);
      if (known.size >= MOST_KEPT) known.clear();
      known.set(key, fresh);
      return fresh;
    },
  };
}
