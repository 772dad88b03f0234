import { describe, expect, it } from 'vitest';
import { formats, kernels } from '../catalog.ts';
import type { Problem } from '../core/problem.ts';
import { DEFAULT_LIMITS } from '../testing/limits.ts';
import { matvecProblem, rowsOfLength } from '../testing/problems.ts';
import { longestStoredRow } from './longest-row.ts';

const COLUMNS = 64;
const nonzeros = rowsOfLength([COLUMNS, 1, 1, 1], COLUMNS);
/** In the same places, but that the long row is of zeros which a file brought along. */
const zeros = { ...nonzeros, values: nonzeros.values.map((value, entry) => (entry < COLUMNS ? 0 : value)) };

const sparseKernels = [...kernels.values()].filter(
  ({ operation, format }) => operation === 'matvec' && formats.get(format)?.family !== 'dense',
);

describe('the longest row', () => {
  it('is counted as it is stored, with its zeros', () => {
    expect(matvecProblem('zeros', zeros).rowStats.max).toBe(1);
    expect(longestStoredRow(matvecProblem('zeros', zeros))).toBe(COLUMNS);
    expect(longestStoredRow(matvecProblem('nonzeros', nonzeros))).toBe(COLUMNS);
  });

  it.each(sparseKernels.map(kernel => [kernel.id, kernel] as const))(
    '%s is refused at the same limits whether a row is of nonzeros or of zeros',
    (_id, kernel) => {
      const answersOf = (problem: Problem) =>
        Array.from({ length: 256 }, (_, step) =>
          kernel.supports(problem, { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 16 * (step + 1) }),
        );
      const answers = answersOf(matvecProblem('zeros', zeros));
      expect(answers).toEqual(answersOf(matvecProblem('nonzeros', nonzeros)));
      expect(typeof answers[0]).toBe('string');
    },
  );
});
