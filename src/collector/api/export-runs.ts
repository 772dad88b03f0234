import { setImmediate as breathe } from 'node:timers/promises';
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
): () => Promise<Uint8Array<ArrayBuffer>> {
  const rows = new Map<string, RunRow>();
  let underWay: Promise<Uint8Array<ArrayBuffer>> | null = null;

  const rowOf = async (facts: RunFacts): Promise<RunRow | null> => {
    const key = `${facts.sha256} ${facts.state}`;
    const known = rows.get(key);
    if (known !== undefined) return known;
    const run = await store.get(facts.sha256);
    if (run === null) return null;
    const file = judge(await parseResultFile(run.text, facts.sha256));
    const row = runRow(file, {
      // An owner has looked at what was doubtful; why it was stays in the flags.
      standing: 'checked',
      flags: [...new Set(facts.remarks.map(relationIn))],
      path: `${facts.sha256}.json`,
    });
    rows.set(key, row);
    await breathe();
    return row;
  };
  const make = async () => {
    const found: RunRow[] = [];
    for (const state of ['sound', 'approved'] as const) {
      for (let after: RunFacts | null | undefined = null; after !== undefined; ) {
        const page: readonly RunFacts[] = await store.list({ state, limit: PAGE, ...(after && { after }) });
        for (const facts of page) {
          const row = await rowOf(facts);
          if (row !== null) found.push(row);
        }
        after = page.length === PAGE ? page.at(-1) : undefined;
      }
    }
    return runsParquet(found);
  };
  return () => {
    underWay ??= make().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}
