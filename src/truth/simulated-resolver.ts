import { completeCase, launchHash } from '../app/cases.ts';
import { formats, generators, get, kernels, operations } from '../catalog.ts';
import type { Encoded, EncodedArray, Format } from '../core/format.ts';
import { type KernelDescriptor, tunedNames } from '../core/kernel.ts';
import type { Comparison, Operation } from '../core/operation.ts';
import {
  entriesAsStored,
  type Matrix,
  type Problem,
  type ProblemGenerator,
  type ProblemSpec,
} from '../core/problem.ts';
import { formatCase, formatProblem } from '../core/record/address.ts';
import type { Case } from '../core/record/record.ts';
import type { ResolvedCase } from '../measure/case/resolved-case.ts';
import { resolveParams } from '../problems/generate.ts';
import { printedParams } from '../problems/params.ts';
import { productSize } from '../problems/patterns/product-size.ts';

/** What a record of a simulated device says about its check. */
export const NOT_CHECKED = 'none: a simulated device computes nothing';

/** Memory for the first numbers of a sequence: problems share it where real ones do. */
type Blank = (length: number, sequence: string) => Float32Array<ArrayBuffer>;

/** Probes with values of their own; all others take theirs from one sequence. */
const OWN_SEQUENCES: readonly string[] = ['chains', 'ladder', 'table', 'transformer'];

/** Rows of a large matrix that are really encoded. */
const ENCODED_ROWS = 64;

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
  const blanks = new Map<string, Float32Array<ArrayBuffer>>();
  const blank: Blank = (length, sequence) => {
    const room = 2 ** Math.ceil(Math.log2(Math.max(length, 1)));
    const key = `${sequence} ${room}`;
    const array = blanks.get(key) ?? new Float32Array(room);
    blanks.set(key, array);
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
          encodedWithoutValues(format, problemOf(c.problem), blank),
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

function problemWithoutValues(spec: ProblemSpec, blank: Blank): Problem {
  const generator = get(generators, spec.generator, 'generator');
  const params = resolveParams(generator, spec.params);
  const whole: ProblemSpec = { ...spec, params: printedParams(generator, params) };
  const { a, rhsColumnCount } = matrixWithoutValues(generator, { ...spec, params }, blank);
  return {
    id: formatProblem(whole),
    spec: whole,
    pattern: spec.generator,
    a,
    rhs: blank(a.columnCount * rhsColumnCount, 'right-hand side'),
    rhsColumnCount,
    ...entriesAsStored(a),
  };
}

function matrixWithoutValues(
  generator: ProblemGenerator,
  spec: ProblemSpec,
  blank: Blank,
): { readonly a: Matrix; readonly rhsColumnCount: number } {
  const sequence = OWN_SEQUENCES.includes(generator.id) ? generator.id : 'values';
  if (generator.isProbe) {
    const columnCount = generator.expectedNnz(spec.params as Readonly<Record<string, number>>);
    return {
      a: { kind: 'dense', rowCount: 1, columnCount, values: blank(columnCount, sequence) },
      rhsColumnCount: 0,
    };
  }
  const { kind, rowCount, columnCount, rhsColumnCount, nnz } = productSize(generator, spec);
  const values = blank(nnz, sequence);
  if (kind === 'dense') return { a: { kind, rowCount, columnCount, values }, rhsColumnCount };
  // As many in every row: where they lie decides no launch.
  const rowPointers = Uint32Array.from({ length: rowCount + 1 }, (_, i) => Math.floor((i * nnz) / rowCount));
  const columnIndices = new Uint32Array(blank(nnz, 'columns').buffer, 0, nnz);
  return { a: { kind, rowCount, columnCount, rowPointers, columnIndices, values }, rhsColumnCount };
}

/**
 * Rows without values are all alike, so where encoding makes new numbers, only a part of the rows is encoded, and its
 * arrays are lengthened: encoding the largest matrices would take longer than judging a device.
 */
function encodedWithoutValues(format: Format, { a, id }: Problem, blank: Blank): Encoded {
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

/** The real launch; there is no output to decode, and no row of it to compare. */
function withoutOutput(kernel: KernelDescriptor): KernelDescriptor {
  return {
    ...kernel,
    launch: request => {
      const {
        decodeOutput: _decode,
        expectedIndex: _index,
        ownReference: _reference,
        ...launch
      } = kernel.launch(request);
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
