import { completeCase, launchHash } from '../app/cases.ts';
import { formats, generators, get, kernels, operations } from '../catalog.ts';
import { formatCase, formatProblem } from '../core/address.ts';
import type { Encoded, EncodedArray, Format } from '../core/format.ts';
import { type KernelDescriptor, tunedNames } from '../core/kernel.ts';
import type { Comparison, Operation } from '../core/operation.ts';
import { type Matrix, nnzOf, type Problem, type ProblemSpec, rowStatsOf } from '../core/problem.ts';
import type { Case } from '../core/record.ts';
import type { ResolvedCase } from '../measure/case/resolved-case.ts';
import { resolveParams } from '../problems/generate.ts';

/** What a record of a simulated device says about its check. */
export const NOT_CHECKED = 'none: a simulated device computes nothing';

/** Shapes of the problems that suites for dense kernels use, without their values. */
const SHAPES: Readonly<Record<string, (params: Readonly<Record<string, number>>) => Shape>> = {
  dense: ({ m, n }) => ({ rowCount: m!, columnCount: n!, rhsColumnCount: 1 }),
  product: ({ m, n, k }) => ({ rowCount: m!, columnCount: k!, rhsColumnCount: n! }),
  vector: ({ n }) => probe(n!),
  table: ({ lines }) => probe(16 * lines!),
  chains: ({ count }) => probe(count!),
  ladder: ({ n }) => probe(n!),
  nothing: () => probe(1),
};

/** Rows of a large matrix that are really encoded. */
const ENCODED_ROWS = 64;

interface Shape {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rhsColumnCount: number;
}

function probe(words: number): Shape {
  return { rowCount: 1, columnCount: words, rhsColumnCount: 0 };
}

/**
 * Resolves cases without making their values: all problems are views of one array that is never written, so that the
 * system gives it no memory. Launches are the real ones.
 */
export interface SimulatedResolver {
  resolve(c: Case): ResolvedCase;
}

export function createSimulatedResolver(
  textHashes: ReadonlyMap<string, string> = new Map(),
): SimulatedResolver {
  const problems = new Map<string, Problem>();
  const encodings = new Map<string, Encoded>();
  const resolved = new Map<string, ResolvedCase>();
  const blanks = new Map<number, Float32Array<ArrayBuffer>>();
  const blank = (length: number): Float32Array<ArrayBuffer> => {
    const room = 2 ** Math.ceil(Math.log2(Math.max(length, 1)));
    const array = blanks.get(room) ?? new Float32Array(room);
    blanks.set(room, array);
    return array.subarray(0, length);
  };
  const problemOf = (spec: ProblemSpec): Problem =>
    remember(problems, formatProblem(spec), () => problemWithoutValues(spec, blank));
  const make = (c: Case): ResolvedCase => {
    const kernel = get(kernels, c.kernelId, 'kernel');
    let hash: Promise<string> | null = null;
    // Without values there is nothing that a format could refuse.
    const format = { ...get(formats, kernel.format, 'format'), admissible: () => true as const };
    return {
      case: c,
      address: formatCase(c),
      kernel: withoutOutput(kernel),
      operation: withoutReference(get(operations, kernel.operation, 'operation')),
      format,
      kind: 'webgpu',
      tuned: tunedNames(kernel, c.tunables),
      kernelHash: textHashes.get(kernel.id) ?? '',
      // The limits are always the same: so is the launch.
      launchHash: launch => (hash ??= launchHash(kernel.wgsl, launch, c.tunables)),
      problem: () => problemOf(c.problem),
      encoded: () =>
        remember(encodings, `${format.id} ${formatProblem(c.problem)}`, () =>
          encodedWithoutValues(format, problemOf(c.problem).a, blank),
        ),
      reference: () => ({ expected: new Float64Array(0), scale: new Float64Array(0) }),
    };
  };
  return {
    resolve: given => {
      const c = completeCase(given);
      return remember(resolved, formatCase(c), () => make(c));
    },
  };
}

function problemWithoutValues(
  spec: ProblemSpec,
  blank: (length: number) => Float32Array<ArrayBuffer>,
): Problem {
  const generator = get(generators, spec.generator, 'generator');
  const params = resolveParams(generator, spec.params);
  const shapeOf = SHAPES[spec.generator];
  if (!shapeOf) throw new RangeError(`${spec.generator} problems cannot be simulated`);
  const { rowCount, columnCount, rhsColumnCount } = shapeOf(params);
  const whole: ProblemSpec = { ...spec, params };
  const a = { kind: 'dense', rowCount, columnCount, values: blank(rowCount * columnCount) } as const;
  return {
    id: formatProblem(whole),
    spec: whole,
    pattern: spec.generator,
    a,
    rhs: blank(columnCount * rhsColumnCount),
    rhsColumnCount,
    nnz: nnzOf(a),
    rowStats: rowStatsOf(a),
  };
}

/**
 * Rows without values are all alike, so a part of them is encoded and its arrays are lengthened: encoding the largest
 * matrices would take longer than judging a device.
 */
function encodedWithoutValues(
  format: Format,
  a: Matrix,
  blank: (length: number) => Float32Array<ArrayBuffer>,
): Encoded {
  if (a.kind !== 'dense' || a.rowCount <= ENCODED_ROWS || a.rowCount % ENCODED_ROWS !== 0)
    return format.encode(a);
  const part = format.encode({
    ...a,
    rowCount: ENCODED_ROWS,
    values: a.values.subarray(0, ENCODED_ROWS * a.columnCount),
  });
  const times = a.rowCount / ENCODED_ROWS;
  const lengthened = ([name, array]: [string, EncodedArray]): [string, EncodedArray] => {
    const long = blank(array.length * times);
    return [name, array instanceof Float32Array ? long : new Uint32Array(long.buffer, 0, long.length)];
  };
  return {
    ...part,
    rowCount: a.rowCount,
    arrays: Object.fromEntries(Object.entries(part.arrays).map(lengthened)),
  };
}

/** The real launch; there is no output to decode, and no row of it to compare. */
function withoutOutput(kernel: KernelDescriptor): KernelDescriptor {
  return {
    ...kernel,
    launch: request => {
      const { decodeOutput: _decode, expectedIndex: _index, ...launch } = kernel.launch(request);
      return launch;
    },
  };
}

function withoutReference(operation: Operation): Operation {
  const nothing: Comparison = { method: NOT_CHECKED, actual: [0], expected: [0], scale: [0] };
  return { ...operation, outputLength: () => 1, spotChecks: () => [nothing] };
}

function remember<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  map.set(key, fresh);
  return fresh;
}
