import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats, kernels } from '../catalog.ts';
import type { Problem, SparseMatrix } from '../core/problem.ts';
import { testGpu } from '../gpu/testing.ts';
import { named } from '../testing/matrices.ts';
import { wrongOutput } from '../testing/run-checked.ts';

/** Sparse kernels on matrices that nobody chose, with their rows in any order and with a sum of two vectors. */

const RUNS = 6;
const sparseKernels = [...kernels.values()].filter(
  ({ operation, format }) => operation === 'matvec' && formats.get(format)!.family !== 'dense',
);

interface Drawn {
  readonly columnCount: number;
  readonly rows: readonly (readonly number[])[];
  /** Places of the rows in another order. */
  readonly order: readonly number[];
}

const drawn: fc.Arbitrary<Drawn> = fc.integer({ min: 1, max: 70 }).chain(columnCount =>
  fc
    .array(fc.uniqueArray(fc.nat(columnCount - 1), { maxLength: columnCount }), {
      minLength: 1,
      maxLength: 50,
    })
    .chain(rows =>
      fc.record({
        columnCount: fc.constant(columnCount),
        rows: fc.constant(rows.map(columns => columns.toSorted((a, b) => a - b))),
        order: fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
      }),
    ),
);

/** Zeros are stored among the values. */
function valueAt(row: number, column: number): number {
  return ((row * 31 + column * 17) % 13) / 4 - 1;
}

function matrixOf({ columnCount, rows }: Drawn, order: readonly number[]): SparseMatrix {
  const rowPointers = new Uint32Array(rows.length + 1);
  order.forEach((row, place) => {
    rowPointers[place + 1] = rowPointers[place]! + rows[row]!.length;
  });
  const entries = order.flatMap(row =>
    rows[row]!.map(column => ({ column, value: Math.fround(valueAt(row, column)) })),
  );
  return {
    kind: 'sparse',
    rowCount: rows.length,
    columnCount,
    rowPointers,
    columnIndices: Uint32Array.from(entries, ({ column }) => column),
    values: Float32Array.from(entries, ({ value }) => value),
  };
}

function summed(problem: Problem): Problem {
  return { ...problem, rhs: problem.rhs.map((value, i) => Math.fround(value + problem.rhs.at(-1 - i)!)) };
}

describe.each(sparseKernels.map(kernel => [kernel.id, kernel] as const))('%s', (_, kernel) => {
  it('is right on any matrix, its rows in any order, and on a sum of two vectors', async context => {
    const gpu = await testGpu(context, ...kernel.requires);
    const { admissible } = formats.get(kernel.format)!;
    await fc.assert(
      fc.asyncProperty(drawn, async matrix => {
        const inOrder = matrixOf(matrix, [...matrix.rows.keys()]);
        fc.pre(admissible(inOrder) === true);
        const permuted = matrixOf(matrix, matrix.order);
        const problems = [named('in order', inOrder), summed(named('a sum', inOrder))];
        if (admissible(permuted) === true) problems.push(named('in another order', permuted));
        for (const problem of problems)
          expect(await wrongOutput(gpu, kernel, problem), problem.id).toBeNull();
      }),
      { numRuns: RUNS },
    );
  });
});
