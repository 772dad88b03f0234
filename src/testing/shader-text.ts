import { get, kernels } from '../catalog.ts';

/** The shader of a kernel without its comments and without the numbers that its constants begin with. */
export function textWithoutSizes(kernelId: string): string {
  return get(kernels, kernelId, 'kernel')
    .wgsl.trim()
    .replaceAll(/^(const|override) (\w+): u32 = \d+u;$/gm, '$1 $2;');
}
