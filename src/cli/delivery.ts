import { mkdtemp } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { messageOf, UserError } from '../core/errors.ts';
import { printable } from '../core/printable.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { folderStore, makePrivateFolder } from '../store/folder.ts';
import type { PartialFile } from '../store/result-store.ts';
import type { Io } from './context.ts';
import type { Format } from './options.ts';
import { resultPlace } from './terminal/output.ts';
import { print } from './terminal/output-faults.ts';

/** How the result of a run reaches people, for every command that measures. */
export interface Delivery {
  /** Where the result file was asked for. */
  readonly out: string;
  readonly format: Format;
  /** Gives way to the saved file. */
  readonly partial: PartialFile;
  /** The report. @param location of the result file; null where nothing takes it */
  text(location: string | null): string;
  /** Writes what can be made again from the file. @returns lines on where it lies */
  more?(location: string | null): Promise<readonly string[]>;
}

/**
 * Saves, then prints: a closed pipe or a full disk must not cost the file, nor a file that cannot be saved the report.
 * @throws UserError at the end, where the file lies elsewhere or nowhere, or where more cannot be written
 */
export async function deliver(file: ResultFile, delivery: Delivery, io: Io): Promise<void> {
  const { location, fault } = await keep(file, delivery, io.env);
  const isTable = delivery.format === 'table';
  const isPrinted = await print(io.stdout, delivery.text(location));
  // Whoever cannot be shown the report is still told where it can be had again.
  const places = isTable && isPrinted ? io.stdout : io.stderr;
  const say = (line: string) => places.write(`${printable(line)}\n`);
  if (isTable && isPrinted) places.write('\n');
  for (const line of resultPlace(location)) say(line);
  try {
    for (const line of (await delivery.more?.(location)) ?? []) say(line);
  } catch (error) {
    throw fault ?? error;
  }
  if (fault !== null) throw fault;
}

/** Where a file lies; a fault where that is not the folder that was asked for. */
export interface Kept {
  readonly location: string | null;
  readonly fault: UserError | null;
}

/**
 * Saves the file in the folder or, where that fails after all, in one of the user's own. What was kept of it on the way is
 * then removed.
 */
export async function keep(
  file: ResultFile,
  { out, partial }: Pick<Delivery, 'out' | 'partial'>,
  env: Io['env'],
): Promise<Kept> {
  const kept = await save(file, out, env);
  if (kept.location !== null) await partial.remove();
  return kept;
}

async function save(file: ResultFile, folder: string, env: Io['env']): Promise<Kept> {
  let fault: UserError;
  try {
    return { location: (await folderStore(folder).save(file)).location, fault: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    fault = error;
  }
  for (const makeFolder of [() => stateFolder(env), () => mkdtemp(join(tmpdir(), 'ridgepoint-results-'))]) {
    try {
      const { location } = await folderStore(await makeFolder()).save(file);
      const message = `${fault.message}; the result file is saved as ${location} instead`;
      return { location, fault: new UserError(message, fault.exitCode) };
    } catch (error) {
      fault = new UserError(`${fault.message}; ${messageOf(error)}`, fault.exitCode);
    }
  }
  return { location: null, fault };
}

/** The user's own folder for what programs keep (XDG Base Directory Specification); others cannot look into it. */
async function stateFolder({ XDG_STATE_HOME: asked = '' }: Io['env']): Promise<string> {
  const home = isAbsolute(asked) ? asked : join(homedir(), '.local/state');
  const folder = join(home, 'ridgepoint', 'results');
  await makePrivateFolder(folder);
  return folder;
}
