import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packArchive } from '../../bundle/archive.ts';
import { toSurveyHtml } from '../../report/html/html.tsx';
import type { Survey } from '../../report/rows/survey.ts';
import { writeWhole } from '../../store/folder.ts';
import { machineSlug, slug } from '../../store/result-store.ts';

/** What is carried home of a survey: where it was written. */
export interface BroughtHome {
  readonly summary: string;
  readonly archive: string;
  /** Of the archive. */
  readonly bytes: number;
}

export const SUMMARY_NAME = 'summary.html';
const CARRIED = /^[^.].*\.(json|html|txt)$/;
/** A tar's names have 100 bytes, of which result files take up to 50. */
const MAX_FOLDER_LENGTH = 45;
/** Text packs well at once; the card is paid by the minute. */
const GZIP_LEVEL = 6;

/**
 * Writes the summary into the folder of the machine, and an archive of that folder beside it. Unpacked, the archive is a
 * folder of results by the name of the machine, as all others are.
 */
export async function bringHome(survey: Survey, out: string): Promise<BroughtHome> {
  const { adapter, label } = survey.environment;
  const machine = machineSlug(adapter);
  const folder = join(out, machine);
  const summary = join(folder, SUMMARY_NAME);
  await writeWhole(summary, toSurveyHtml(survey));
  const names = (await readdir(folder)).filter(name => CARRIED.test(name));
  const files = await Promise.all(
    names.map(async name => ({ path: name, data: await readFile(join(folder, name)), executable: false })),
  );
  const packed = await packArchive(machine.slice(0, MAX_FOLDER_LENGTH), files, GZIP_LEVEL);
  const ending = label === null ? '' : `-${slug(label)}`;
  const archive = join(out, `ridgepoint-${machine}${ending}.tar.gz`);
  await writeWhole(archive, packed);
  return { summary, archive, bytes: packed.length };
}
