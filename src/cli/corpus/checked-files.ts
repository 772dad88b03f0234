import { join, sep } from 'node:path';
import { InvalidFileError, UserError } from '../../core/errors.ts';
import { remarkText } from '../../core/record/remark.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { examine } from '../../integrity/examine.ts';
import { listResultFiles, loadResultFile, requireFile } from '../../store/folder.ts';
import { judgedToday } from '../../store/judged-today.ts';
import { type ValidationTools, validateResult } from '../../store/validate.ts';

/** A file of the corpus that agrees with itself. */
export interface SoundFile {
  readonly status: 'sound';
  /** Under the folder, with slashes on every system. */
  readonly name: string;
  readonly location: string;
  /** As it was written. */
  readonly file: ResultFile;
  /** With the conclusions of today. */
  readonly judged: JudgedFile;
  /** What is hard to believe in it. */
  readonly doubts: readonly Doubt[];
}

export interface Doubt {
  /** Without spaces, for tables; several may share one. */
  readonly id: string;
  readonly text: string;
}

/** One that is left out. */
export interface UnsoundFile {
  readonly status: 'unsound';
  readonly name: string;
  readonly location: string;
  /** Says which file, where in it, and what was expected. */
  readonly message: string;
}

export type CheckedFile = SoundFile | UnsoundFile;

/** Where runs of this machine are saved: they are published by being moved out of it. */
const PRIVATE = `local${sep}`;

/**
 * Every result file of a folder in the order of their names, one in memory at a time, but those in its folder `local`.
 * @throws UserError where the folder itself cannot be read
 */
export async function* checkedFiles(folder: string, tools: ValidationTools): AsyncGenerator<CheckedFile> {
  const unreadable: UserError[] = [];
  const names = await listResultFiles(folder, error => unreadable.push(error));
  for (const error of unreadable) {
    yield { status: 'unsound', name: folder, location: folder, message: error.message };
  }
  const published = names.filter(name => !name.startsWith(PRIVATE));
  for (const name of published) yield await checkedFile(folder, name.replaceAll(sep, '/'), tools);
}

export async function checkedFile(
  folder: string,
  name: string,
  tools: ValidationTools,
): Promise<CheckedFile> {
  const location = join(folder, name);
  try {
    await requireFile(location);
    const file = await loadResultFile(location);
    const [first, ...more] = await validateResult(file, tools);
    if (first) throw new InvalidFileError(location, first.place, `${first.message}${moreText(more.length)}`);
    return {
      status: 'sound',
      name,
      location,
      file,
      judged: judgedToday(file, tools),
      doubts: await doubtsOf(file, location),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { status: 'unsound', name, location, message: error.message };
  }
}

/**
 * What no hash shows, and a reader should know.
 * @throws InvalidFileError for a run that cannot have happened
 */
async function doubtsOf(file: ResultFile, location: string): Promise<readonly Doubt[]> {
  const { session, records } = file;
  const remarks = await examine(file, { nowMs: Date.now() });
  const impossible = remarks.filter(({ severity }) => severity === 'impossible');
  const [worst, ...more] = impossible;
  if (worst) throw new InvalidFileError(location, worst.where, `${worst.message}${moreText(more.length)}`);
  const doubts: Doubt[] = remarks
    .filter(({ severity }) => severity === 'doubtful')
    .map(remark => ({ id: remark.relation, text: remarkText(remark) }));
  if (session.ended === 'partial')
    doubts.push({ id: 'partial', text: 'it was written while the run went on' });
  if (!records.some(({ status }) => status === 'ok')) doubts.push({ id: 'empty', text: 'nothing was timed' });
  return doubts;
}

function moreText(count: number): string {
  return count === 0 ? '' : ` (and ${count} more)`;
}
