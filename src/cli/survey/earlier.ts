import { join } from 'node:path';
import type { Environment } from '../../core/environment.ts';
import { InvalidFileError } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { listResultFiles, loadResultFile } from '../../store/folder.ts';
import { canonicalJson } from '../../store/hash.ts';
import { VENDOR } from './steps.ts';

/** A result file in the folder of the machine, and its name there. */
export interface FoundResult {
  readonly file: ResultFile;
  readonly name: string;
}

/** What a survey measures on, and with. */
export interface Measuring {
  readonly adapter: Environment['adapter'];
  readonly programVersion: string;
}

/** Later in this list is better. */
const ENDINGS: readonly ResultFile['session']['ended'][] = [
  'partial',
  'device-lost',
  'interrupted',
  'time-cap',
  'complete',
];

/**
 * Of each suite, the file of an earlier survey that says most: one that came to its end before one that was cut off, then
 * the later. Files of other adapters and other versions of the program do not count, nor do those that cannot be read.
 */
export async function earlierResults(
  folder: string,
  measuring: Measuring,
): Promise<ReadonlyMap<string, FoundResult>> {
  const best = new Map<string, FoundResult>();
  for (const name of await listResultFiles(folder)) {
    const file = await loadResultFile(join(folder, name)).catch(ignoreInvalid);
    if (file === null || !isAlike(file, measuring)) continue;
    const known = best.get(file.session.suite);
    if (known === undefined || isBetter(file, known.file)) best.set(file.session.suite, { file, name });
  }
  return best;
}

/** Whether a step came to its end: by itself or by its share of the time. */
export function isOver(found: FoundResult | undefined): found is FoundResult {
  const ended = found?.file.session.ended;
  return ended === 'complete' || ended === 'time-cap';
}

function ignoreInvalid(error: unknown): null {
  if (error instanceof InvalidFileError) return null;
  throw error;
}

/** The vendor's libraries name the adapter in their own way; they lie in the folder of the same machine. */
function isAlike({ session, environment, programVersion }: ResultFile, measuring: Measuring): boolean {
  if (programVersion !== measuring.programVersion) return false;
  return session.suite === VENDOR || canonicalJson(environment.adapter) === canonicalJson(measuring.adapter);
}

function isBetter({ session: a }: ResultFile, { session: b }: ResultFile): boolean {
  const gain = ENDINGS.indexOf(a.ended) - ENDINGS.indexOf(b.ended);
  return gain > 0 || (gain === 0 && a.startedAt > b.startedAt);
}
