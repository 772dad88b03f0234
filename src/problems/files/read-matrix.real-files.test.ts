import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidFileError } from '../../core/errors.ts';
import type { SparseMatrix } from '../../core/problem.ts';
import { whyNotCanonical } from '../testing.ts';
import { readMatrix } from './read-matrix.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');

function filesIn(folder: string, extension: string): string[] {
  const path = join(DATA, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(extension))
    .map(name => join(folder, name));
}

function readFile(name: string) {
  const path = join(DATA, name);
  const source = { fileName: basename(path), byteLength: statSync(path).size, seed: 1 };
  return readMatrix(createReadStream(path), source);
}

/** Entries of a Matrix Market file, counted the plain way: stored ones and those off the diagonal. */
function countPlainly(name: string) {
  const lines = readFileSync(join(DATA, name), 'utf8').split('\n');
  const data = lines
    .filter(line => line.trim() !== '' && !line.startsWith('%'))
    .map(line => line.trim().split(/\s+/));
  const [rowCount, columnCount] = data[0]!.slice(0, 2).map(Number);
  const stored = data.slice(1);
  const offDiagonal = stored.filter(([row, column]) => row !== column).length;
  const isSymmetric = lines[0]!.includes(' symmetric');
  const sum = stored.reduce((total, [row, column, value]) => {
    return total + (Number(value) || 0) * (isSymmetric && row !== column ? 2 : 1);
  }, 0);
  return { rowCount, columnCount, nnz: stored.length + (isSymmetric ? offDiagonal : 0), sum };
}

const matrixMarket = filesIn('matrix-market', '.mtx').filter(name => !name.includes('young1c'));
const dlmc = filesIn('dlmc', '.smtx');
const absent = 'no ../shared/data beside the repository';

describe('real Matrix Market files', () => {
  it('are there', context => {
    if (matrixMarket.length === 0) context.skip(absent);
    expect(matrixMarket.length).toBeGreaterThanOrEqual(12);
  });

  it.each(matrixMarket)('%s has the entries that a plain count finds', async name => {
    const { matrix, valuesFrom, replacedValueCount } = await readFile(name);
    const { rowCount, columnCount, nnz, sum } = countPlainly(name);
    expect(whyNotCanonical(matrix as SparseMatrix)).toBeNull();
    expect([matrix.rowCount, matrix.columnCount, matrix.values.length]).toEqual([rowCount, columnCount, nnz]);
    if (valuesFrom === 'seed' || replacedValueCount > 0) return;
    const largest = matrix.values.reduce((total, value) => total + Math.abs(value), 0);
    expect(Math.abs(matrix.values.reduce((total, value) => total + value, 0) - sum)).toBeLessThan(
      1e-6 * largest,
    );
  });

  it('bcsstk13, a lower triangle, becomes a symmetric matrix of 83,883 nonzeros', async context => {
    if (matrixMarket.length === 0) context.skip(absent);
    const a = (await readFile('matrix-market/bcsstk13.mtx')).matrix as SparseMatrix;
    expect(a.values.length).toBe(83_883);
    const entries = new Map<number, number>();
    for (let row = 0; row < a.rowCount; row++) {
      for (let i = a.rowPointers[row]!; i < a.rowPointers[row + 1]!; i++) {
        entries.set(row * a.columnCount + a.columnIndices[i]!, a.values[i]!);
      }
    }
    for (const [cell, value] of entries) {
      const mirrored = (cell % a.columnCount) * a.columnCount + Math.floor(cell / a.columnCount);
      expect(entries.get(mirrored)).toBe(value);
    }
  });

  it('the jumbled west0067 is west0067', async context => {
    if (matrixMarket.length === 0) context.skip(absent);
    const jumbled = await readFile('matrix-market/west0067_jumbled.mtx');
    expect(jumbled).toEqual(await readFile('matrix-market/west0067.mtx'));
  });

  it('comments_west0067 has one value that is not a number, in a dialect that allows it', async context => {
    if (matrixMarket.length === 0) context.skip(absent);
    const { replacedValueCount } = await readFile('matrix-market/comments_west0067.mtx');
    expect(replacedValueCount).toBe(1);
  });

  it('young1c is refused as complex', async context => {
    if (matrixMarket.length === 0) context.skip(absent);
    const reading = readFile('matrix-market/young1c.mtx');
    await expect(reading).rejects.toThrow(InvalidFileError);
    await expect(reading).rejects.toThrow('young1c.mtx, line 1: complex matrices are not supported');
  });

  it('the fly larva connectome has 3,554 neurons and 119,010 connections', async context => {
    if (!existsSync(join(DATA, 'connectome'))) context.skip(absent);
    const { matrix } = await readFile('connectome/drosophila_larva.mtx');
    expect([matrix.rowCount, matrix.columnCount, matrix.values.length]).toEqual([3554, 3554, 119_010]);
    expect(matrix.values.reduce((sum, value) => sum + value, 0)).toBe(376_091);
  });
});

describe('real .smtx files', () => {
  it('are there', context => {
    if (dlmc.length === 0) context.skip(absent);
    expect(dlmc.length).toBeGreaterThan(10);
  });

  it.each(dlmc)('%s has the size of its first line', async name => {
    const firstLine = readFileSync(join(DATA, name), 'latin1').split('\n', 1)[0]!;
    const { matrix } = await readFile(name);
    expect([matrix.rowCount, matrix.columnCount, matrix.values.length]).toEqual(
      firstLine.split(',').map(Number),
    );
    expect(whyNotCanonical(matrix as SparseMatrix)).toBeNull();
  });
});
