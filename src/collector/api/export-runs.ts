import { setImmediate as breathe } from 'node:timers/promises';
import { messageOf } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import type { RunRow } from '../../corpus/columns.ts';
import { runRow } from '../../corpus/run-row.ts';
import { runsParquet } from '../../corpus/write-tables.ts';
import { parseResultFile } from '../../store/parse.ts';
import { relationIn } from '../runs/examine.ts';
import type { RunFacts } from '../runs/run-facts.ts';
import type { RunStore } from '../stores/run-store.ts';

const PAGE = 500;

/**
 * The table of what is sound or approved. A run is read and judged once; of several that ask at once all get the same
 * table, so that asking costs no more than one.
 */
export function exporterOf(
  store: RunStore,
  judge: (file: ResultFile) => ResultFile,
  log: (line: string) => void,
): () => Promise<Uint8Array<ArrayBuffer>> {
  /** Null: its text is none that this version reads. */
  let rows: ReadonlyMap<string, RunRow | null> = new Map();
  let underWay: Promise<Uint8Array<ArrayBuffer>> | null = null;

  /** Undefined where it has been deleted meanwhile. */
  const rowOf = async (facts: RunFacts): Promise<RunRow | null | undefined> => {
    const run = await store.get(facts.sha256);
    if (run === null) return undefined;
    try {
      const file = judge(await parseResultFile(run.text, facts.sha256));
      return runRow(file, {
        // An owner has looked at what was doubtful; why it was stays in the flags.
        standing: 'checked',
        flags: [...new Set(facts.remarks.map(relationIn))],
        path: `${facts.sha256}.json`,
      });
    } catch (error) {
      // Kept by another version of the program: one such run must not cost everybody the table.
      log(`left out of the export: ${messageOf(error)}`);
      return null;
    }
  };
  const make = async () => {
    const found = new Map<string, RunRow | null>();
    for (const state of ['sound', 'approved'] as const) {
      for (let after: RunFacts | null | undefined = null; after !== undefined; ) {
        const page: readonly RunFacts[] = await store.list({ state, limit: PAGE, ...(after && { after }) });
        for (const facts of page) {
          const key = `${facts.sha256} ${facts.state}`;
          const known = rows.get(key);
          const row = known !== undefined ? known : await rowOf(facts);
          if (row !== undefined) found.set(key, row);
          if (known === undefined) await breathe();
        }
        after = page.length === PAGE ? page.at(-1) : undefined;
      }
    }
    rows = found;
    return runsParquet([...found.values()].filter(row => row !== null));
  };
  return () => {
    underWay ??= make().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}
