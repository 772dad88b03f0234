import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../catalog.ts';
import type { Format } from '../core/format.ts';
import type { Matrix } from '../core/problem.ts';
import { contractOfFormat } from '../testing/contract-pieces.ts';
import { dense, sparse } from '../testing/matrices.ts';
import { nastyMatrices } from '../testing/problems.ts';

/** What every format of the catalogue must keep to, whoever adds it. */

/** To three other values: some formats take only what is nearly full, some only what is nearly empty. */
const ZEROS: readonly (readonly number[])[] = [[0, 0, 0], [], new Array(27).fill(0)];

describe.each([...formats.values()])('format $id', format => {
  const randomMatrix = fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      fc.constantFrom(...ZEROS),
    )
    .chain(([m, n, stored, zeros]) =>
      fc
        .array(fc.constantFrom(...zeros, 1, -2.5, 3e-7), { minLength: m * n, maxLength: m * n })
        .map(values => (stored ? asSparse(m, n, values) : asDense(m, n, values))),
    );

  it('gives back what it encodes, rounded at most once', () => {
    const matrices = format.family === 'probe' ? randomMatrix.map(firstRow) : randomMatrix;
    fc.assert(
      fc.property(matrices, a => {
        // What the format refuses is drawn anew: a hundred are tried.
        fc.pre(format.admissible(a) === true);
        expectKept(format, a);
      }),
      { includeErrorInReport: true },
    );
  });

  it('stores as many bytes as counted by hand', () => {
    const { a, storedBytes } = contractOfFormat(format.id).handCounted;
    expect(format.storedBytes(a), `bytes of ${format.id}, as counted in its contract`).toBe(storedBytes);
  });

  const any = format.family === 'probe' ? [] : nastyMatrices();
  const nasty = [...any, ...contractOfFormat(format.id).nasty()];
  it.for(nasty)('gives back %s', ([name, a], context) => {
    const admissible = format.admissible(a);
    if (admissible !== true) context.skip(`${format.id} refuses ${name}: ${admissible}`);
    expectKept(format, a);
  });
});

/** A lossy format may round once, by no more than it says; what it has rounded it keeps. */
function expectKept(format: Format, a: Matrix): void {
  const kept = format.lossy ? format.decode(format.encode(a)) : a;
  expectSameMatrix(format, kept);
  if (!format.lossy) return;
  const exact = elements(a);
  const { largestError } = contractOfFormat(format.id);
  if (!largestError) throw new Error(`${format.id} is lossy: its contract has to say its largestError`);
  const allowed = largestError(Math.max(...exact.map(Math.abs)));
  const worst = elements(kept).reduce((most, value, i) => Math.max(most, Math.abs(value - exact[i]!)), 0);
  expect(worst).toBeLessThanOrEqual(allowed);
}

function expectSameMatrix(format: Format, a: Matrix): void {
  const encoded = format.encode(a);
  expect([encoded.format, encoded.rowCount, encoded.columnCount]).toEqual([
    format.id,
    a.rowCount,
    a.columnCount,
  ]);
  expect(elements(format.decode(encoded))).toEqual(elements(a));
}

function elements(a: Matrix): number[] {
  if (a.kind === 'dense') return [...a.values];
  const values = new Array<number>(a.rowCount * a.columnCount).fill(0);
  for (let i = 0; i < a.rowCount; i++) {
    for (let e = a.rowPointers[i]!; e < a.rowPointers[i + 1]!; e++) {
      values[i * a.columnCount + a.columnIndices[e]!] = a.values[e]!;
    }
  }
  return values;
}

function asDense(rowCount: number, columnCount: number, values: readonly number[]): Matrix {
  return { ...dense(rowCount, columnCount), values: Float32Array.from(values) } as Matrix;
}

function asSparse(rowCount: number, columnCount: number, values: readonly number[]): Matrix {
  const places = values.flatMap((value, i) =>
    value === 0 ? [] : [[Math.floor(i / columnCount), i % columnCount]],
  );
  return {
    ...sparse(rowCount, columnCount, places),
    values: Float32Array.from(values.filter(value => value !== 0)),
  };
}

function firstRow(a: Matrix): Matrix {
  return asDense(1, a.columnCount, elements(a).slice(0, a.columnCount));
}
