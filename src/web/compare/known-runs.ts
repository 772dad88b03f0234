import { computed, signal } from '@preact/signals';
import { messageOf } from '../../core/errors.ts';
import { impossibleIn, type Remark } from '../../core/record/remark.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { type IndexedRun, indexedRun } from '../../corpus/read-tables.ts';
import { result } from '../state.ts';
import { collected } from './collected.ts';
import { corpus } from './corpus.ts';
import { type ListedRun, machineLines } from './listing.ts';

/** A whole file that lies here. */
export interface LocalRun {
  readonly judged: JudgedFile;
  readonly row: IndexedRun;
  readonly source: 'kept' | 'opened';
}

/** By hash. Those of one visit stay, whatever becomes of the shelf. */
const local = signal<ReadonlyMap<string, LocalRun>>(new Map());

/** What could not be listed, in sentences. */
export const refusals = signal<readonly string[]>([]);

/** Kept here, opened here, in the collector, in the corpus. */
export const listedRuns = computed<readonly ListedRun[]>(() => [
  ...[...local.value.values()].map(({ row, source }) => ({ ...row, source })),
  ...(collected.value.status === 'ready' ? collected.value.runs : []).map(run => ({
    ...run,
    source: 'collector' as const,
  })),
  ...(corpus.value.status === 'ready' ? corpus.value.runs : []).map(run => ({
    ...run,
    source: 'corpus' as const,
  })),
]);

export const lines = computed(() => machineLines(listedRuns.value));

export function localRun(sha256: string): LocalRun | null {
  return local.value.get(sha256) ?? null;
}

/** So many of the kept runs are unpacked for the list; the newest. */
const MOST_KEPT = 40;

/** Lists what is kept here, and the run that is shown. Never rejects. */
export async function listOwnRuns(): Promise<void> {
  if (result.value) await addLocal(result.value.file, 'opened', result.value.name ?? 'the run that is shown');
  const { shelf } = await import('../runs/shelf.ts');
  await shelf.refresh();
  for (const { sha256, facts } of (shelf.runs.value ?? []).slice(0, MOST_KEPT)) {
    if (facts === null || local.value.get(sha256)?.source === 'kept') continue;
    const name = `kept run of ${facts.startedAt.slice(0, 10)}`;
    try {
      await addLocal(await parsed(await shelf.textOf(sha256), name), 'kept', name);
    } catch (error) {
      refuse(messageOf(error));
    }
  }
}

/** Lists a file that was dropped or chosen. @returns its hash; null where it was refused, which is said */
export async function addText(text: string, name: string): Promise<string | null> {
  try {
    return await addLocal(await parsed(text, name), 'opened', name);
  } catch (error) {
    refuse(messageOf(error));
    return null;
  }
}

/** The reader and the checker come when there is a file: the list of published runs needs neither. */
async function parsed(text: string, name: string): Promise<ResultFile> {
  return (await import('../../store/parse.ts')).parseResultFile(text, name);
}

async function addLocal(file: ResultFile, source: LocalRun['source'], name: string): Promise<string | null> {
  const [{ findDisagreementHere, remarksHere }, { judgedHere }, { runRow }] = await Promise.all([
    import('../engine/integrity.ts'),
    import('../engine/judged.ts'),
    import('../../corpus/run-row.ts'),
  ]);
  const disagreement = await findDisagreementHere(file);
  if (disagreement !== null) {
    refuse(`${name} disagrees with itself: ${disagreement.first}`);
    return null;
  }
  const remarks = await remarksHere(file);
  const impossible = impossibleIn(remarks);
  if (impossible !== null) {
    refuse(`${name} cannot have happened: ${impossible.first}`);
    return null;
  }
  const judged = judgedHere(file);
  const flags = [...new Set(remarks.filter(isDoubt).map(({ relation }) => relation))];
  const standing = flags.length === 0 ? 'checked' : 'doubtful';
  const row = indexedRun(runRow(judged, { standing, flags, path: '' }));
  const origin = source === 'kept' ? 'own' : 'others';
  local.value = new Map(local.value).set(file.sha256, { judged, row: { ...row, origin }, source });
  return file.sha256;
}

/** Of a file of another version it is only not known. */
function isDoubt({ severity }: Remark): boolean {
  return severity === 'doubtful';
}

function refuse(message: string): void {
  if (!refusals.value.includes(message)) refusals.value = [...refusals.value, message];
}
