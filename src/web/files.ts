import { batch } from '@preact/signals';
import { messageOf } from '../core/errors.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { panelFor } from './link/link.ts';
import { goTo } from './route.ts';
import { failure, type Integrity, integrity, result, runState, showPanel } from './state.ts';

/**
 * Reads a result file and shows it in Findings; a bad one leaves what is shown and says what is wrong. The reader and
 * the checker are loaded only now: most visits never need them.
 */
export async function loadResultFile(file: File): Promise<void> {
  if (refusedByRun()) return;
  try {
    const { readText } = await import('./runs/read-text.ts');
    await showResultText(await readText(file), file.name, () => goTo('findings'));
  } catch (error) {
    failure.value = messageOf(error);
  }
}

/**
 * Shows what a result file says in place of what is shown, unless a run goes on; resolves when it is checked as well.
 * @param then is called when it is shown
 * @throws InvalidFileError where it is no result file
 */
export async function showResultText(text: string, name: string, then: () => void): Promise<void> {
  const { parseResultFile } = await import('../store/parse.ts');
  const { judgedHere } = await import('./engine/judged.ts');
  const parsed = await parseResultFile(text, name);
  const judged = judgedHere(parsed);
  if (refusedByRun()) return;
  batch(() => {
    failure.value = null;
    showPanel(panelFor(parsed));
    result.value = { file: parsed, judged, name };
    integrity.value = { status: 'checking' };
    runState.value = 'idle';
  });
  then();
  await showIntegrity(parsed);
}

function refusedByRun(): boolean {
  const isRunning = runState.value === 'running';
  if (isRunning) failure.value = 'A run is going on: stop it before loading a file.';
  return isRunning;
}

async function showIntegrity(file: ResultFile): Promise<void> {
  let answer: Integrity | null = null;
  const tell = () => {
    if (result.value?.file === file) integrity.value = answer;
  };
  try {
    const { checkIntegrity, remarksHere } = await import('./engine/integrity.ts');
    answer = await checkIntegrity(file);
    tell();
    if (answer.status === 'sound') answer = { ...answer, remarks: await remarksHere(file) };
  } finally {
    tell();
  }
}

/** Hands a text to the reader as a file. */
export function saveText(text: string, name: string, type: string): void {
  saveBlob(new Blob([text], { type }), name);
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
