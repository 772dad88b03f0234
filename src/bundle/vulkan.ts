import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackSwiftShader } from '../platform/software-adapter.ts';
import { CONTENTS, contentsText } from '../platform/unpacked.ts';
import { type BundleFile, textFile } from './bundle-file.ts';

/** The Vulkan loader and SwiftShader; the npm package's other libraries are for its browser. */
const NAMES = ['libvulkan.so.1', 'libvk_swiftshader.so', 'vk_swiftshader_icd.json'] as const;

/** The software adapter of x86-64 Linux, as the program looks for it in a bundle. */
export async function vulkanFiles(): Promise<readonly BundleFile[]> {
  const folder = unpackSwiftShader();
  const files = await Promise.all(
    NAMES.map(async name => ({
      path: `vulkan/${name}`,
      data: await readFile(join(folder, name)),
      executable: !name.endsWith('.json'),
    })),
  );
  const list = contentsText(files.map(({ data }, index) => [NAMES[index]!, data.length]));
  return [...files, textFile(`vulkan/${CONTENTS}`, list)];
}
