import { signal } from '@preact/signals';
import { messageOf } from '../../core/errors.ts';
import type { ComparedFile } from '../../report/compare/machine-answers.ts';
import { collectedText } from './collected.ts';
import { publishedText } from './corpus.ts';
import { listedRuns, localRun } from './known-runs.ts';

/** Whole files of the basket, by hash, as far as they have come. */
export const files = signal<ReadonlyMap<string, ComparedFile>>(new Map());

/** Of runs whose file could not be had. */
export const fileFaults = signal<ReadonlyMap<string, string>>(new Map());

const asked = new Set<string>();

/** Fetches what is not here yet, one after another. Never rejects: see `fileFaults`. */
export async function wantFiles(hashes: readonly string[]): Promise<void> {
  for (const sha256 of hashes) {
    if (asked.has(sha256)) continue;
    asked.add(sha256);
    try {
      const file = await fileOf(sha256);
      files.value = new Map(files.value).set(sha256, file);
    } catch (error) {
      asked.delete(sha256);
      fileFaults.value = new Map(fileFaults.value).set(sha256, messageOf(error));
    }
  }
}

async function fileOf(sha256: string): Promise<ComparedFile> {
  const here = localRun(sha256);
  if (here) return { file: here.judged, origin: here.row.origin, standing: here.row.standing };
  const [{ parseResultFile }, { findDisagreementHere }, { judgedHere }] = await Promise.all([
    import('../../store/parse.ts'),
    import('../engine/integrity.ts'),
    import('../engine/judged.ts'),
  ]);
  const row = listedRuns.value.find(run => run.sha256 === sha256);
  const name = `${sha256.slice(0, 8)}.json`;
  const text = await (row?.source === 'collector' ? collectedText(sha256) : publishedText(sha256));
  const file = await parseResultFile(text, name);
  if (file.sha256 !== sha256) throw new Error(`${name} is not the run that the index names`);
  const disagreement = await findDisagreementHere(file);
  if (disagreement !== null) throw new Error(`${name} disagrees with itself: ${disagreement.first}`);
  return { file: judgedHere(file), origin: 'others', standing: row?.standing ?? 'checked' };
}
