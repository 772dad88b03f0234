import { kernels } from '../catalog.ts';
import { textHash } from '../store/hash.ts';

/** SHA-256 prefixes of the shaders by kernel id, for the resolver. */
export async function shaderHashes(): Promise<ReadonlyMap<string, string>> {
  const entries = [...kernels.values()].map(async ({ id, wgsl }) => [id, await textHash(wgsl)] as const);
  return new Map(await Promise.all(entries));
}
