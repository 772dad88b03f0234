import { generators, get } from '../catalog.ts';
import type { Encoded, EncodedArray, Format } from '../core/format.ts';
import {
  type ActiveInputs,
  entriesAsStored,
  type Matrix,
  type Problem,
  type ProblemFacts,
  type ProblemGenerator,
  type ProblemSpec,
} from '../core/problem.ts';
import { formatProblem } from '../core/record/address.ts';
import { supposeColumnsTouched } from '../operations/checks/columns-touched.ts';
import { activeInputCount } from '../problems/active-inputs.ts';
import { resolveParams } from '../problems/generate.ts';
import { printedParams } from '../problems/params.ts';
import { productSize } from '../problems/patterns/product-size.ts';

/** Makes what has no values, each once. */
export interface Blanks {
  /** With the expected number of nonzeros, as many in every row. */
  problem(spec: ProblemSpec): Problem;
  /** With as many entries as a record says that it had; `dense`: all cells are stored, `sparse`: no column is touched. */
  problemOf(spec: ProblemSpec, facts: ProblemFacts, kind: Matrix['kind']): Problem;
  encoded(format: Format, problem: Problem): Encoded;
}

/** Memory for the first numbers of a sequence: problems share it where real ones do. */
type Blank = (length: number, sequence: string) => Float32Array<ArrayBuffer>;

/** Probes with values of their own; all others take theirs from one sequence. */
const OWN_SEQUENCES: readonly string[] = ['chains', 'ladder', 'table', 'transformer'];

/** Rows of a large matrix that are really encoded. */
const ENCODED_ROWS = 64;

export function createBlanks(): Blanks {
  const problems = new Map<string, Problem>();
  const matrices = new Map<string, Matrix>();
  const encodings = new Map<Matrix, Map<string, Encoded>>();
  const arrays = new Map<string, Float32Array<ArrayBuffer>>();
  const blank: Blank = (length, sequence) => {
    const room = 2 ** Math.ceil(Math.log2(Math.max(length, 1)));
    const array = remember(arrays, `${sequence} ${room}`, () => new Float32Array(room));
    return array.subarray(0, length);
  };
  return {
    problem: spec =>
      remember(problems, formatProblem(spec), () => problemWithoutValues(spec, blank, matrices)),
    problemOf(spec, facts, kind) {
      const key = `${formatProblem(spec)} ${kind} ${JSON.stringify(facts)}`;
      return remember(problems, key, () => problemOfFacts(spec, facts, kind, blank));
    },
    encoded(format, problem) {
      const ofMatrix = remember(encodings, problem.a, () => new Map<string, Encoded>());
      return remember(ofMatrix, format.id, () => encodedWithoutValues(format, problem, blank));
    },
  };
}

function problemWithoutValues(spec: ProblemSpec, blank: Blank, matrices: Map<string, Matrix>): Problem {
  const generator = get(generators, spec.generator, 'generator');
  const params = resolveParams(generator, spec.params);
  const whole: ProblemSpec = { ...spec, params: printedParams(generator, params) };
  // As problems are made: those of one matrix share it.
  const { active: _, batch: __, ...ofMatrix } = params;
  const key = formatProblem({ ...spec, params: ofMatrix });
  const a = remember(matrices, key, () =>
    matrixWithoutValues(generator, { ...spec, params: ofMatrix }, blank),
  );
  const rhsColumnCount = generator.isProbe ? 0 : productSize(generator, { ...spec, params }).rhsColumnCount;
  const entries = entriesAsStored(a);
  return {
    id: formatProblem(whole),
    spec: whole,
    pattern: spec.generator,
    a,
    rhs: blank(a.columnCount * rhsColumnCount, 'right-hand side'),
    rhsColumnCount,
    ...(params.active !== undefined && activeWithoutValues(a.columnCount, entries.nnz, params.active)),
    ...entries,
  };
}

function activeWithoutValues(columnCount: number, nnz: number, share: number): Pick<Problem, 'active'> {
  const count = activeInputCount(columnCount, share);
  return { active: firstInputs(count, Math.round((nnz * count) / columnCount)) };
}

/** Which inputs are active decides no launch. */
function firstInputs(count: number, nnz: number): ActiveInputs {
  return { indices: Uint32Array.from({ length: count }, (_, i) => i), nnz, storedEntries: nnz };
}

function matrixWithoutValues(generator: ProblemGenerator, spec: ProblemSpec, blank: Blank): Matrix {
  const sequence = OWN_SEQUENCES.includes(generator.id) ? generator.id : 'values';
  if (generator.isProbe) {
    const columnCount = generator.expectedNnz(spec.params as Readonly<Record<string, number>>);
    return { kind: 'dense', rowCount: 1, columnCount, values: blank(columnCount, sequence) };
  }
  const { kind, rowCount, columnCount, nnz } = productSize(generator, spec);
  const values = blank(nnz, sequence);
  if (kind === 'dense') return { kind, rowCount, columnCount, values };
  const a = evenlySparse({ rowCount, columnCount }, values, blank);
  // As scattered columns would.
  supposeColumnsTouched(a, Math.min(columnCount, values.length));
  return a;
}

/** As many in every row: where they lie decides no launch. */
function evenlySparse(
  { rowCount, columnCount }: Pick<Matrix, 'rowCount' | 'columnCount'>,
  values: Float32Array<ArrayBuffer>,
  blank: Blank,
): Matrix {
  const { length } = values;
  const rowPointers = new Uint32Array(rowCount + 1);
  for (let row = 0; row <= rowCount; row++) rowPointers[row] = Math.floor((row * length) / rowCount);
  const columnIndices = new Uint32Array(blank(length, 'columns').buffer, 0, length);
  return { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values };
}

function problemOfFacts(spec: ProblemSpec, facts: ProblemFacts, kind: Matrix['kind'], blank: Blank): Problem {
  const { pattern, rowCount, columnCount, rhsColumnCount, nnz, storedEntries = nnz, rowStats } = facts;
  const { activeInputs, activeNnz = 0 } = facts;
  const entries = kind === 'dense' ? rowCount * columnCount : storedEntries;
  const values = blank(entries, OWN_SEQUENCES.includes(spec.generator) ? spec.generator : 'values');
  const size = { rowCount, columnCount };
  const a: Matrix = kind === 'dense' ? { kind, ...size, values } : evenlySparse(size, values, blank);
  if (kind === 'sparse') supposeColumnsTouched(a, 0);
  return {
    // Others of the same spec may say something else of themselves.
    id: `${formatProblem(spec)} ${kind} ${rowCount} ${columnCount} ${rhsColumnCount} ${nnz} ${storedEntries} ${activeInputs} ${activeNnz}`,
    spec,
    pattern,
    a,
    rhs: blank(columnCount * rhsColumnCount, 'right-hand side'),
    rhsColumnCount,
    ...(activeInputs !== undefined && { active: firstInputs(activeInputs, activeNnz) }),
    nnz,
    storedEntries,
    rowStats,
  };
}

/**
 * Rows without values are all alike, so where encoding makes new numbers, only a part of the rows is encoded, and its
 * arrays are lengthened: encoding the largest matrices would take longer than judging a device.
 */
function encodedWithoutValues(format: Format, { a, id }: Problem, blank: Blank): Encoded {
  if (format.outline && a.kind === 'sparse') return format.outline(a);
  if (!format.lossy || a.kind !== 'dense' || a.rowCount % ENCODED_ROWS !== 0) return format.encode(a);
  const values = a.values.subarray(0, ENCODED_ROWS * a.columnCount);
  const part = format.encode({ ...a, rowCount: ENCODED_ROWS, values });
  const times = a.rowCount / ENCODED_ROWS;
  const lengthened = ([name, array]: [string, EncodedArray]): [string, EncodedArray] => {
    const long = blank(array.length * times, `${format.id} ${name} ${id}`);
    return [name, array instanceof Float32Array ? long : new Uint32Array(long.buffer, 0, long.length)];
  };
  const arrays = Object.fromEntries(Object.entries(part.arrays).map(lengthened));
  return { ...part, rowCount: a.rowCount, arrays };
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  map.set(key, fresh);
  return fresh;
}
