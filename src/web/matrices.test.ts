import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readingOf } from './engine/matrix-reading.ts';
import { standInPage } from './testing/stand-in-page.ts';

standInPage();
const { chooseMatrices, linesOf, matrixObstacle, readMatricesBy, removeMatrix } = await import(
  './matrices.ts'
);
const { catchDrops, takeFiles } = await import('./dropped.ts');
const { loadResultFile } = await import('./files.ts');
const { matrices } = await import('./run-form.ts');
const state = await import('./state.ts');
vi.mock('./files.ts');

const file = (text: string, name = 'a.mtx') => new File([text], name);
const MATRIX = '%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 1\n1 1 2\n2 1 0\n';

beforeEach(() => {
  matrices.value = [];
  state.failure.value = null;
  state.runState.value = 'idle';
  location.hash = '';
  vi.mocked(loadResultFile).mockReset();
  readMatricesBy({ readMatrix: readingOf });
});

const lines = () => matrices.value.flatMap(linesOf);

describe('a matrix that is chosen', () => {
  it('is read at once, and shown with what is in it', async () => {
    const choosing = chooseMatrices([file(MATRIX)]);
    expect(lines()).toEqual(['reading…']);
    expect(matrixObstacle.value).toBe('a.mtx is being read.');
    await choosing;
    expect(lines()).toEqual([
      '2 × 2, 1 nonzero, 25.0 %',
      '1 of 2 stored entries is zero: every kernel executes them, and no rate counts them.',
      '1 entry stands where there is one already: they are added up.',
    ]);
    expect(matrixObstacle.value).toBeNull();
    expect(location.hash).toBe('measure');
  });

  it('and is none is shown with its fault, and keeps a run from starting until it is removed', async () => {
    const page = file('<!doctype html><html></html>');
    await chooseMatrices([page]);
    expect(lines()[0]).toContain('a.mtx: is an HTML page');
    expect(matrixObstacle.value).toBe('a.mtx cannot be measured: remove it to run.');
    removeMatrix(page);
    expect(matrixObstacle.value).toBeNull();
  });

  it('must not have the name of another', async () => {
    await chooseMatrices([file(MATRIX), file(MATRIX)]);
    expect(matrixObstacle.value).toBe('Two files are called a.mtx: remove one to run.');
  });

  it('waits for the end of a run', async () => {
    state.runState.value = 'running';
    await chooseMatrices([file(MATRIX)]);
    expect(matrices.value).toEqual([]);
    expect(state.failure.value).toContain('A run is going on');
  });
});

describe('a file', () => {
  const result = file('\n{"schemaVersion": 2}', 'r.txt');

  it.each(['result', 'matrix', null] as const)('goes where it belongs from a place for %s', async home => {
    await takeFiles([file(MATRIX, 'm.txt'), result], home);
    expect(matrices.value.map(chosen => chosen.file.name)).toEqual(['m.txt']);
    expect(loadResultFile).toHaveBeenCalledExactlyOnceWith(result);
  });

  it('that looks like neither is what its place is for', async () => {
    const unknown = file('x', 'x.bin');
    await takeFiles([unknown], 'result');
    expect(loadResultFile).toHaveBeenCalledExactlyOnceWith(unknown);
    await takeFiles([unknown], 'matrix');
    expect(lines()[0]).toContain('x.bin, line 1: found "x" and no Matrix Market header');
    await takeFiles([unknown], null);
    expect(state.failure.value).toBe('x.bin: neither a result file nor a matrix file (.mtx, .smtx).');
  });

  it('is not opened where several results were dropped: only one is shown', async () => {
    await takeFiles([result, file('{}', 's.json')], 'result');
    expect(loadResultFile).not.toHaveBeenCalled();
    expect(state.failure.value).toBe('Open one result file at a time; these are r.txt, s.json.');
  });
});

describe('a drop beside the places for files', () => {
  /** Whether the page kept the browser from opening what was dragged over it and dropped. */
  function dropped(files: readonly File[], types: readonly string[], isTaken = false): readonly boolean[] {
    const target = new EventTarget();
    // A place's own listener comes before the window's.
    if (isTaken) target.addEventListener('drop', event => event.preventDefault());
    catchDrops(target as Window);
    return ['dragover', 'drop'].map(type => {
      const event = new Event(type, { cancelable: true });
      target.dispatchEvent(Object.assign(event, { dataTransfer: { files, types } }));
      return event.defaultPrevented;
    });
  }

  it('never replaces the page, and takes the files to where they belong', async () => {
    expect(dropped([file(MATRIX)], ['Files'])).toEqual([true, true]);
    await vi.waitFor(() => expect(matrices.value.length).toBe(1));
  });

  it('of text, or of files that a place has taken, is left alone', async () => {
    expect(dropped([], ['text/plain'])).toEqual([false, false]);
    expect(dropped([file(MATRIX)], ['Files'], true)).toEqual([true, true]);
    await new Promise(resolve => setTimeout(resolve, 0));
    expect(matrices.value).toEqual([]);
  });
});
