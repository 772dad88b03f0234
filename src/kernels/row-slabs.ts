import type { Encoded } from '../core/format.ts';
import type { KernelLimits, Resource, ResourceData } from '../core/kernel.ts';
import { formatMemory } from '../core/units.ts';
import { slabs } from '../core/workgroups.ts';

/** A storage binding of vec4s holds at least one. */
const SMALLEST_BINDING_BYTES = 16;

export type BindingLimits = Pick<KernelLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>;

/** Consecutive rows of a dense matrix in a buffer of their own. */
export interface RowSlab {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly resource: Resource;
}

/** The largest array, in bytes, that one storage binding can reach. */
export function bindingBytes(limits: BindingLimits): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

/** How many rows of `rowBytes` one binding holds, rounded down to a multiple of `multiple`. */
export function rowsPerBinding(rowBytes: number, limits: BindingLimits, multiple = 1): number {
  return Math.floor(bindingBytes(limits) / Math.max(1, rowBytes) / multiple) * multiple;
}

/** True, or which of the named arrays does not fit one binding, with the limit, what is there and what is needed. */
export function fitsBinding(
  bytesByName: Readonly<Record<string, number>>,
  limits: BindingLimits,
): true | string {
  const available = bindingBytes(limits);
  const limitName =
    limits.maxBufferSize < limits.maxStorageBufferBindingSize
      ? 'maxBufferSize'
      : 'maxStorageBufferBindingSize';
  for (const [name, bytes] of Object.entries(bytesByName)) {
    if (bytes > available) {
      return `${name} takes ${formatMemory(bytes)}, but ${limitName} is ${formatMemory(available)}`;
    }
  }
  return true;
}

/**
 * Cuts a dense encoding into slabs of whole rows, one buffer each ("a.0", "a.1", …), as views without copying.
 * @param rowsPerSlab at most this many rows a slab, e.g. from rowsPerBinding
 */
export function denseRowSlabs(encoded: Encoded, rowsPerSlab: number): readonly RowSlab[] {
  const values = encoded.arrays.values as Float32Array<ArrayBuffer>;
  const stride = encoded.meta.rowStride!;
  return slabs(encoded.rowCount, rowsPerSlab).map(([begin, end], index) => ({
    firstRow: begin,
    rowCount: end - begin,
    resource: arrayResource(`a.${index}`, 'weights', values.subarray(begin * stride, end * stride)),
  }));
}

/** A buffer filled with `data`, large enough for a binding of vec4s. */
export function arrayResource(name: string, role: 'weights' | 'input', data: ResourceData): Resource {
  return { name, role, data, byteLength: Math.max(SMALLEST_BINDING_BYTES, data.byteLength) };
}

/** An output buffer of `count` f32. */
export function outputResource(name: string, count: number): Resource {
  return { name, role: 'output', byteLength: count * Float32Array.BYTES_PER_ELEMENT };
}
