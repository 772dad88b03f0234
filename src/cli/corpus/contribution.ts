import type { ResultFile } from '../../core/record/result-file.ts';
import { formatCount } from '../../core/units.ts';
import { resultName } from '../../store/result-store.ts';
import type { CheckedFile, SoundFile } from './checked-files.ts';

/** What is to be said of a file that is added: `refused` keeps the contribution out, `doubtful` asks a reader to look. */
export interface Review {
  readonly verdict: 'new' | 'duplicate' | 'doubtful' | 'refused';
  readonly name: string;
  readonly reasons: readonly string[];
}

/** What the corpus knows of the runs in it, so that a file can be told from all the others. */
export interface Known {
  /** Names of files by the SHA-256 of their run. */
  readonly runs: ReadonlyMap<string, readonly string[]>;
  /** Names of files by the SHA-256 of each of their records. */
  readonly records: ReadonlyMap<string, readonly string[]>;
}

export function createKnown(): Known & { add(name: string, file: ResultFile): void } {
  const runs = new Map<string, string[]>();
  const records = new Map<string, string[]>();
  const append = (map: Map<string, string[]>, key: string, name: string): void => {
    const names = map.get(key);
    if (names) names.push(name);
    else map.set(key, [name]);
  };
  return {
    runs,
    records,
    add: (name, file) => {
      append(runs, file.sha256, name);
      for (const { sha256 } of new Map(file.records.map(record => [record.sha256, record])).values()) {
        append(records, sha256, name);
      }
    },
  };
}

/** @param isChange the name was in the corpus before, with another content */
export async function review(checked: CheckedFile, known: Known, isChange: boolean): Promise<Review> {
  const { name } = checked;
  if (checked.status === 'unsound') return { verdict: 'refused', name, reasons: [checked.message] };
  if (isChange) {
    return {
      verdict: 'refused',
      name,
      reasons: ['it changes a run that is published: add a new file instead'],
    };
  }
  const twin = (known.runs.get(checked.file.sha256) ?? []).find(other => other !== name);
  if (twin) return { verdict: 'duplicate', name, reasons: [`the same run as ${twin}`] };
  const doubts = [...(await nameDoubts(checked)), ...sharedDoubts(checked, known), ...doubtTexts(checked)];
  return { verdict: doubts.length === 0 ? 'new' : 'doubtful', name, reasons: doubts };
}

function doubtTexts({ doubts }: SoundFile): readonly string[] {
  return doubts.map(({ text }) => text);
}

/**
 * The name follows from the content: another one says something that the file does not. Of a file of an older version, its
 * own content has another hash.
 */
async function nameDoubts({ name, file }: SoundFile): Promise<readonly string[]> {
  if (file.migratedFrom) return [];
  const expected = await resultName(file);
  return name === expected ? [] : [`its name is to be ${expected}`];
}

/** Two runs never measure the same samples: such a file is an earlier state of another, or was put together. */
function sharedDoubts({ name, file }: SoundFile, { records }: Known): readonly string[] {
  const timed = file.records.filter(({ status }) => status === 'ok');
  const shared = new Map<string, number>();
  for (const { sha256 } of timed) {
    for (const other of records.get(sha256) ?? []) {
      if (other !== name) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
  }
  return [...shared].map(
    ([other, count]) =>
      `${formatCount(count)} of its ${formatCount(timed.length)} timed records are those of ${other}`,
  );
}
