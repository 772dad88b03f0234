import type { Encoded } from '../../core/format.ts';
import type { KernelLimits, Resource } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import { longestStoredRow } from '../longest-row.ts';
import { takesOneVector } from '../one-vector.ts';
import { type BindingLimits, bindingBytes, fitsBinding } from '../row-slabs.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { slabEnd } from './slab-end.ts';

const SMALLEST_BINDING_BYTES = 4;
/** Kernels may read columns and values as vec4s, so their buffers hold whole ones. */
const QUAD_BYTES = 16;
const WORDS_PER_QUAD = 4;

/** Consecutive rows whose values, columns and row pointers fit a binding each. */
export interface CsrSlab {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly nnz: number;
  /** Row pointers (from the slab's first element), columns, values: the order in which the shaders bind them. */
  readonly resources: readonly [Resource, Resource, Resource];
}

/** True, or what cannot be cut to fit a binding: x, y or the longest row. */
export function csrFits(problem: Problem, limits: KernelLimits, rowsPerWorkgroup: number): true | string {
  const { a, rhsColumnCount } = problem;
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      'the longest row': wholeQuads(4 * longestStoredRow(problem)),
      'two row pointers': 8,
    },
    limits,
  );
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / rowsPerWorkgroup), limits) : fits;
}

/** Cuts CSR into slabs of as many whole rows as fit. Nothing is copied but the row pointers of later slabs. */
export function csrSlabs(encoded: Encoded, limits: BindingLimits): readonly CsrSlab[] {
  const pointers = encoded.arrays.rowPointers as Uint32Array<ArrayBuffer>;
  const mostElements = Math.floor(bindingBytes(limits) / QUAD_BYTES) * WORDS_PER_QUAD;
  const slabs: CsrSlab[] = [];
  for (let first = 0; first < encoded.rowCount; ) {
    // The elements and the end + 1 − first pointers count.
    const lastCandidate = Math.min(encoded.rowCount, first + mostElements - 1);
    const end = slabEnd(row => pointers[row]!, first, { lastCandidate, mostElements });
    slabs.push(slabOf(encoded, pointers, first, end, slabs.length));
    first = end;
  }
  return slabs;
}

function slabOf(
  { arrays }: Encoded,
  pointers: Uint32Array<ArrayBuffer>,
  first: number,
  end: number,
  index: number,
): CsrSlab {
  const begin = pointers[first]!;
  const stop = pointers[end]!;
  const own = pointers.subarray(first, end + 1);
  return {
    firstRow: first,
    rowCount: end - first,
    nnz: stop - begin,
    resources: [
      weights(`rowPointers.${index}`, begin === 0 ? own : own.map(pointer => pointer - begin)),
      inQuads(weights(`columns.${index}`, arrays.columnIndices!.subarray(begin, stop))),
      inQuads(weights(`values.${index}`, arrays.values!.subarray(begin, stop))),
    ],
  };
}

/** A buffer of weights, large enough to be bound. */
export function weights(name: string, data: NonNullable<Resource['data']>): Resource {
  return { name, role: 'weights', data, byteLength: Math.max(SMALLEST_BINDING_BYTES, data.byteLength) };
}

function inQuads(resource: Resource): Resource {
  return { ...resource, byteLength: wholeQuads(resource.byteLength) };
}

function wholeQuads(bytes: number): number {
  return Math.ceil(bytes / QUAD_BYTES) * QUAD_BYTES;
}
