import { generators } from '../../catalog.ts';
import type { ProblemFacts, ProblemSpec } from '../../core/problem.ts';
import { activeInputCount } from '../../problems/active-inputs.ts';
import { resolveParams } from '../../problems/generate.ts';
import { connectomeRowLengths } from '../../problems/patterns/connectome-pattern.ts';
import { keptPerRow } from '../../problems/patterns/nm.problem.ts';
import { productSize } from '../../problems/patterns/product-size.ts';
import { zipfRowLengths } from '../../problems/patterns/zipf-rows.ts';

/** From … to, both included. */
export type Range = readonly [low: number, high: number];

/** What a generator's parameters leave open of the facts of its problem. */
export interface Generated {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rhsColumnCount: number;
  /** Absent where x is dense. */
  readonly activeInputs?: number;
  readonly nnz: Range;
  readonly shortest: Range;
  readonly longest: Range;
}

/** Deviations of a binomial count: one run in 10^15 has more. */
const DEVIATIONS = 8;
/** Sorting so many rows takes a few ms; nobody forges a larger one by its row lengths. */
const MOST_ROWS = 2 ** 20;

/** @throws UserError for parameters that the generator does not take */
export function generatedBy(spec: ProblemSpec): Generated | null {
  const generator = generators.get(spec.generator);
  if (!generator) return null;
  const params = resolveParams(generator, spec.params);
  if (generator.isProbe) {
    const columnCount = generator.expectedNnz(params);
    return full(1, columnCount, 0);
  }
  const { rowCount, columnCount, rhsColumnCount, nnz } = productSize(generator, { ...spec, params });
  const { active } = params;
  const inputs = active === undefined ? {} : { activeInputs: activeInputCount(columnCount, active) };
  if (spec.generator === 'dense' || spec.generator === 'product')
    return { ...full(rowCount, columnCount, rhsColumnCount), ...inputs };
  const rows = rowsOf(spec.generator, params) ?? {
    nnz: [0, rowCount * columnCount],
    shortest: [0, columnCount],
    longest: [0, columnCount],
  };
  const exact: Range = EXACT.includes(spec.generator) ? [nnz, nnz] : rows.nnz;
  return { rowCount, columnCount, rhsColumnCount, ...inputs, ...rows, nnz: exact };
}

const EXACT = ['exact-k', 'banded', 'one-dense-row', 'nm'];

function full(rowCount: number, columnCount: number, rhsColumnCount: number): Generated {
  const row: Range = [columnCount, columnCount];
  const nnz = rowCount * columnCount;
  return { rowCount, columnCount, rhsColumnCount, nnz: [nnz, nnz], shortest: row, longest: row };
}

type Rows = Pick<Generated, 'nnz' | 'shortest' | 'longest'>;

/** Null for a pattern that is not known here. */
function rowsOf(generator: string, params: Readonly<Record<string, number>>): Rows | null {
  const {
    m = 1,
    n = 1,
    k = 1,
    density = 0,
    size = 1,
    halfwidth = 0,
    mean = 0,
    exponent = 1,
    spread = 0,
  } = params;
  const all: Range = [0, m * n];
  switch (generator) {
    case 'exact-k':
      return { nnz: all, shortest: [k, k], longest: [k, k] };
    case 'nm': {
      const kept = keptPerRow(params);
      return { nnz: all, shortest: [kept, kept], longest: [kept, kept] };
    }
    case 'one-dense-row':
      return { nnz: all, shortest: m === 1 ? [n, n] : [k, k], longest: [n, n] };
    case 'banded':
      return {
        nnz: all,
        shortest: [1, Math.min(n, 2 * halfwidth + 1)],
        longest: [1, Math.min(n, 2 * halfwidth + 1)],
      };
    case 'uniform': {
      const row = rowRange(n, density, m);
      return { nnz: binomial(m * n, density), shortest: row, longest: row };
    }
    case 'block': {
      const across = Math.ceil(n / size);
      const blocks = binomial(Math.ceil(m / size) * across, density);
      const row = rowRange(across, density, Math.ceil(m / size));
      const rows: Range = [Math.max(0, (row[0] - 1) * size), Math.min(n, row[1] * size)];
      // Blocks at the edges are cut off.
      const cut = size * size * (across + Math.ceil(m / size));
      return {
        nnz: [Math.max(0, blocks[0] * size * size - cut), blocks[1] * size * size],
        shortest: rows,
        longest: rows,
      };
    }
    case 'power-law':
      return rowsCounted([generator, m, n, mean, exponent], () => zipfRowLengths(m, n, mean, exponent));
    case 'connectome':
      return rowsCounted([generator, m, n, mean, spread], () => connectomeRowLengths(m, n, mean, spread));
    default:
      return null;
  }
}

function binomial(cells: number, share: number): Range {
  const mean = cells * share;
  const spread = DEVIATIONS * Math.sqrt(mean * (1 - share)) + DEVIATIONS;
  return [Math.max(0, Math.floor(mean - spread)), Math.min(cells, Math.ceil(mean + spread))];
}

/** Of one row among many: the more rows, the further the longest is from the mean. */
function rowRange(columns: number, share: number, rows: number): Range {
  const mean = columns * share;
  const spread =
    (DEVIATIONS + Math.sqrt(2 * Math.log(rows + 1))) * Math.sqrt(mean * (1 - share)) + 3 * DEVIATIONS;
  return [Math.max(0, Math.floor(mean - spread)), Math.min(columns, Math.ceil(mean + spread))];
}

const rowsKnown = new Map<string, Rows>();

/** For row lengths that the parameters fix, all but their order. */
function rowsCounted(
  key: readonly [generator: string, m: number, ...others: number[]],
  lengths: () => Uint32Array,
): Rows | null {
  if (key[1] > MOST_ROWS) return null;
  const known = rowsKnown.get(key.join(' '));
  if (known) return known;
  let [nnz, min, max] = [0, Number.POSITIVE_INFINITY, 0];
  for (const length of lengths()) {
    nnz += length;
    min = Math.min(min, length);
    max = Math.max(max, length);
  }
  const rows: Rows = { nnz: [nnz, nnz], shortest: [min, min], longest: [max, max] };
  rowsKnown.set(key.join(' '), rows);
  return rows;
}

/** The first fact that is not as the parameters have it: field, and what was expected. */
export function strayFact(
  facts: ProblemFacts,
  expected: Generated,
): readonly [field: string, message: string] | null {
  const sizes = ['rowCount', 'columnCount', 'rhsColumnCount', 'activeInputs'] as const;
  const size = sizes.find(name => facts[name] !== expected[name]);
  if (size) return [size, `${facts[size]}, its parameters give ${expected[size]}`];
  const { min, max } = facts.rowStats;
  const ranged: readonly (readonly [string, number, Range])[] = [
    ['nnz', facts.nnz, expected.nnz],
    ['rowStats.min', min, expected.shortest],
    ['rowStats.max', max, expected.longest],
  ];
  const stray = ranged.find(([, value, [low, high]]) => value < low || value > high);
  if (!stray) return null;
  const [field, value, [low, high]] = stray;
  return [field, `${value}, its parameters give ${low === high ? low : `${low} to ${high}`}`];
}
