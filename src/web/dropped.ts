import { loadResultFile } from './files.ts';
import { chooseMatrices } from './matrices.ts';
import { place } from './route.ts';
import { failure } from './state.ts';

type Kind = 'result' | 'matrix';

/** Longer than what any file is recognised by. */
const HEAD_BYTES = 256;

/**
 * Takes files to where they belong: a result file to Findings, in Compare into the comparison; a matrix to the form.
 * @param home what the place they were put on is for, and what they are taken for unless they look like the other; null:
 *   beside any place
 */
export async function takeFiles(files: readonly File[], home: Kind | null): Promise<void> {
  const kinds = await Promise.all(files.map(async file => (await kindOf(file)) ?? home));
  const ofKind = (kind: Kind | null) => files.filter((_, i) => kinds[i] === kind);
  const results = ofKind('result');
  const matrices = ofKind('matrix');
  const unknown = ofKind(null);
  if (matrices.length > 0) await chooseMatrices(matrices);
  const isCompared = place.peek() === 'compare' && results.length > 0;
  if (isCompared) await (await import('./compare/add-files.ts')).addFiles(results);
  else if (results.length === 1) await loadResultFile(results[0]!);
  else if (results.length > 1) {
    failure.value = `Open one result file at a time; these are ${namesOf(results)}.`;
  }
  if (unknown.length > 0) {
    failure.value = `${namesOf(unknown)}: neither a result file nor a matrix file (.mtx, .smtx).`;
  }
}

function namesOf(files: readonly File[]): string {
  return files.map(({ name }) => name).join(', ');
}

/** By what a file begins with, or else by its name; null where neither says. */
async function kindOf(file: File): Promise<Kind | null> {
  const head = await file.slice(0, HEAD_BYTES).text();
  if (/^\uFEFF?\s*\{/.test(head) || /\.json$/i.test(file.name)) return 'result';
  if (/^\uFEFF?\s*%%?MatrixMarket/i.test(head) || /\.(mtx|smtx)(\.gz)?$/i.test(file.name)) return 'matrix';
  return null;
}

/** A file that is dropped beside the places for files would replace the page, and a run with it. */
export function catchDrops(target: Pick<Window, 'addEventListener'>): void {
  const filesOf = (event: DragEvent) =>
    event.dataTransfer?.types.includes('Files') ? [...event.dataTransfer.files] : null;
  target.addEventListener('dragover', event => {
    if (filesOf(event)) event.preventDefault();
  });
  target.addEventListener('drop', event => {
    const files = filesOf(event);
    if (event.defaultPrevented || files === null) return;
    event.preventDefault();
    void takeFiles(files, null);
  });
}
