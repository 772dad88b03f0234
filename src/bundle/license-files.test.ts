import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasSoftwareAdapter, unpackSwiftShader } from '../platform/software-adapter.ts';
import { licenseFiles } from './license-files.ts';
import { DAWN_BINARY, type LinkedBinary, VULKAN_BINARIES } from './linked-parts.ts';

const checkout = resolve(import.meta.dirname, '../..');

const texts = new Map(
  licenseFiles(checkout, 'x64').map(({ path, data }) => [path, new TextDecoder().decode(data)]),
);

/** What a binary holds of a project: paths of sources, names of functions, messages. */
const TRACES: readonly (readonly [trace: RegExp, part: RegExp])[] = [
  [/third_party\/swiftshader/, /SwiftShader/],
  [/third_party\/dawn/, /Dawn/],
  [/\bIce[A-Z]\w+\.cpp/, /Subzero.* LLVM/],
  [/spvtools/, /SPIRV-Tools/],
  [/third_party\/abseil-cpp|absl/, /Abseil/],
  [/N4marl|marl::/, /Marl/],
  [/astc_decode_mode|astcenc/, /astc-encoder/],
  [/third_party\/libc\+\+/, /libc\+\+/],
  [/cJSON/, /cJSON/],
  [/N4Napi/, /node-addon-api/],
];

/** Projects that were built from `third_party/`, as a binary names them. */
const SOURCES = /third_party\/(?!(?:swiftshader|dawn|abseil-cpp|libc\+\+|libc\+\+abi)\/)[a-z][\w+-]*/g;

function expectNamed(path: string, { parts }: LinkedBinary): void {
  const binary = readFileSync(path, 'latin1');
  const named = parts.map(({ name }) => name).join('\n');
  const found = TRACES.filter(([trace]) => trace.test(binary));
  expect(found.length).toBeGreaterThan(1);
  for (const [, part] of found) expect(named).toMatch(part);
  expect([...new Set(binary.match(SOURCES))]).toEqual([]);
}

describe('the licences in a bundle', () => {
  it.each(['x64', 'arm64'] as const)('name what is linked into Dawn for %s', processor => {
    expectNamed(join(checkout, `node_modules/webgpu/dist/linux-${processor}/dawn.node`), DAWN_BINARY);
  });

  it.skipIf(!hasSoftwareAdapter())('name what is linked into SwiftShader and the Vulkan loader', () => {
    const folder = unpackSwiftShader();
    for (const binary of VULKAN_BINARIES) expectNamed(join(folder, binary.file), binary);
  });

  it.each([
    ['licenses/vulkan.txt', VULKAN_BINARIES],
    ['licenses/dawn.txt', [DAWN_BINARY]],
  ])('hold every notice, and every text once and whole: %s', (path, binaries) => {
    const text = texts.get(path)!;
    for (const { name, copyright } of binaries.flatMap(({ parts }) => parts)) {
      expect(text).toContain(`  ${name}, https://`);
      expect(text).toContain(copyright);
    }
    for (const whole of ['END OF TERMS AND CONDITIONS', 'https://www.khronos.org/registry/']) {
      expect(text.split(whole)).toHaveLength(2);
    }
    expect(text.match(/OTHER DEALINGS IN\s+THE SOFTWARE/g)).toHaveLength(1);
  });

  it('hold the texts of LLVM, old and new, and of Dawn', () => {
    const vulkan = texts.get('licenses/vulkan.txt')!;
    expect(vulkan).toContain('University of Illinois/NCSA');
    expect(vulkan).toContain('OR THE USE OR OTHER DEALINGS WITH THE\nSOFTWARE.');
    expect(vulkan).toContain('LLVM Exceptions to the Apache 2.0 License');
    expect(texts.get('licenses/dawn.txt')).toContain('Redistributions in binary form must reproduce');
  });

  it('hold a text for every npm package', () => {
    const [, ...packages] = texts.get('licenses/npm-packages.txt')!.split('='.repeat(72));
    expect(packages.length).toBeGreaterThan(20);
    for (const text of packages) expect(text).toMatch(/copyright|permission/i);
  });
});
