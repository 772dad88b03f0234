import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import type { KernelDescriptor } from '../core/kernel.ts';
import * as csrLaunch from '../kernels/spmv/csr-launch.ts';
import * as csrSlabs from '../kernels/spmv/csr-slabs.ts';

/** What the documents at the top of the repository show and name, so that tests can hold them to it. */

export const repo = join(import.meta.dirname, '../..');

export function documentText(name: 'README.md' | 'CONTRIBUTING.md'): string {
  return readFileSync(join(repo, name), 'utf8');
}

/** Contents of the fenced blocks of a language, in order. */
export function codeBlocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, tag]) => tag === language)
    .map(([, , code]) => code!);
}

/** The one shader that CONTRIBUTING shows. */
export function shownShader(): string {
  return only(codeBlocks(documentText('CONTRIBUTING.md'), 'wgsl'), 'wgsl');
}

/** The descriptor that CONTRIBUTING shows, as its module would export it. */
export async function shownKernel(): Promise<KernelDescriptor> {
  const source = only(codeBlocks(documentText('CONTRIBUTING.md'), 'ts'), 'ts');
  const modules: Readonly<Record<string, unknown>> = {
    '../../../shaders/spmv/my-kernel.wgsl?raw': { default: shownShader() },
    './csr-launch.ts': csrLaunch,
    './csr-slabs.ts': csrSlabs,
  };
  const { code } = await transformWithOxc(source, 'my-kernel.kernel.ts', { sourcemap: false });
  const body = code
    .replaceAll(
      /import (\w+) from "([^"]+)";/g,
      (_, name, from) => `const ${name} = modules["${from}"].default;`,
    )
    .replaceAll(
      /import (\{[^}]+\}) from "([^"]+)";/g,
      (_, names, from) => `const ${names} = modules["${from}"];`,
    )
    .replace(/export (default (\w+);|\{ (\w+) as default \};)/, (_, __, a, b) => `return ${a ?? b};`);
  return new Function('modules', body)(modules) as KernelDescriptor;
}

function only(blocks: readonly string[], language: string): string {
  const [block, ...others] = blocks;
  if (block !== undefined && others.length === 0) return block;
  throw new Error(
    `CONTRIBUTING.md has ${blocks.length} blocks of ${language}, expected the one of the kernel it shows`,
  );
}
