import type { Resource } from '../core/kernel.ts';

/** Bytes of `count` f32, at least a binding of vec4s. */
export function vectorBytes(count: number): number {
  return Math.max(16, 4 * count);
}

/** A buffer that stages of one launch hand each other. */
export function scratch(name: string, byteLength: number): Resource {
  return { name, role: 'scratch', byteLength };
}
