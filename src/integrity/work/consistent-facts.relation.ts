import type { ProblemFacts } from '../../core/problem.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'work/consistent-facts',
  severity: 'impossible',
  claim:
    'Rows, columns and nonzeros of a matrix give its density and the mean of its rows, and bound its longest and shortest row.',
  *breaches({ ok }) {
    for (const { where, record } of ok) {
      const fault = faultOf(record.problem);
      if (fault !== null) yield { where: `${where}.problem.${fault[0]}`, message: fault[1] };
    }
  },
};

type Fault = readonly [field: string, message: string];

function faultOf(facts: ProblemFacts): Fault | null {
  const { rowCount: rows, columnCount: columns, nnz, storedEntries, density, rowStats } = facts;
  const { min, mean, max, empty } = rowStats;
  const cells = rows * columns;
  if (nnz > cells) return ['nnz', `${nnz} nonzeros in ${cells} cells`];
  if (storedEntries !== undefined && (storedEntries <= nnz || storedEntries > cells))
    return ['storedEntries', `${storedEntries}, expected more than ${nnz} and at most ${cells}`];
  const inputs = inputsFault(facts);
  if (inputs) return inputs;
  if (!near(density, cells === 0 ? 0 : nnz / cells))
    return ['density', `${density}, the nonzeros give ${nnz / cells}`];
  if (!near(mean, rows === 0 ? 0 : nnz / rows))
    return ['rowStats.mean', `${mean}, the nonzeros give ${nnz / rows}`];
  if (min > mean || mean > max || max > columns)
    return ['rowStats', `rows of ${min} to ${max} nonzeros, ${mean} on average, in ${columns} columns`];
  if (empty > rows || empty > 0 !== (min === 0 && rows > 0))
    return ['rowStats.empty', `${empty} empty rows, the shortest has ${min}`];
  const filled = rows - empty;
  if (nnz > 0 && (nnz > filled * max || nnz < max + (filled - 1) * Math.max(1, min)))
    return ['rowStats', `${nnz} nonzeros cannot lie in ${filled} rows of ${Math.max(1, min)} to ${max}`];
  return null;
}

/** Of a sparse x: no more nonzeros meet it than lie in so many columns. */
function inputsFault({ activeInputs, activeNnz, rowCount, columnCount, nnz }: ProblemFacts): Fault | null {
  if ((activeInputs === undefined) !== (activeNnz === undefined))
    return ['activeNnz', 'active inputs and the nonzeros that meet them are given together'];
  if (activeInputs === undefined || activeNnz === undefined) return null;
  if (activeInputs > columnCount)
    return ['activeInputs', `${activeInputs} active inputs in ${columnCount} columns`];
  const most = Math.min(nnz, activeInputs * rowCount);
  const least = nnz - (columnCount - activeInputs) * rowCount;
  return activeNnz > most || activeNnz < least
    ? ['activeNnz', `${activeNnz} of ${nnz} nonzeros in ${activeInputs} of ${columnCount} columns`]
    : null;
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b));
}

export default relation;
