import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackSwiftShader } from '../platform/software-adapter.ts';
import type { BundleFile } from './bundle-file.ts';

/** The Vulkan loader and SwiftShader; the npm package's other libraries are for its browser. */
const NAMES = ['libvulkan.so.1', 'libvk_swiftshader.so', 'vk_swiftshader_icd.json'] as const;

/** The software adapter of x86-64 Linux, as the program looks for it in a bundle. */
export async function vulkanFiles(): Promise<readonly BundleFile[]> {
  const folder = unpackSwiftShader();
  return Promise.all(
    NAMES.map(async name => ({
      path: `vulkan/${name}`,
      data: await readFile(join(folder, name)),
      executable: !name.endsWith('.json'),
    })),
  );
}
