import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type BundleArch, type BundleFile, textFile } from './bundle-file.ts';
import launcher from './launcher.sh?raw';
import { licenseFiles } from './license-files.ts';
import { type NodeRuntime, runtimeFiles } from './node-runtime.ts';
import readme from './readme.txt?raw';
import { vulkanFiles } from './vulkan.ts';

/** Where the parts of a bundle lie before they are packed. */
export interface BundleParts {
  readonly arch: BundleArch;
  readonly version: string;
  readonly checkout: string;
  readonly runtime: NodeRuntime;
  /** Folders of the built program and page. */
  readonly program: string;
  readonly page: string;
}

/** As `uname -m` prints them. */
const MACHINES: Readonly<Record<BundleArch, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/** Built beside the program, of no use on another machine. */
const NOT_SHIPPED = /^host-speed\.js$/;

/** "ridgepoint-0.1.0-linux-x64": name of the folder in the archive. */
export function bundleName(version: string, arch: BundleArch): string {
  return `ridgepoint-${version}-linux-${arch}`;
}

/** Every file of the bundle. */
export async function bundleContents(parts: BundleParts): Promise<readonly BundleFile[]> {
  const { arch, checkout } = parts;
  const [runtime, dawn, program, page, vulkan, licenses] = await Promise.all([
    runtimeFiles(parts.runtime),
    dawnFiles(checkout, arch),
    folderFiles(parts.program, 'program'),
    folderFiles(parts.page, 'page'),
    arch === 'x64' ? vulkanFiles() : [],
    licenseFiles(checkout, arch),
  ]);
  return [
    textFile('ridgepoint', filledIn(launcher, parts), true),
    textFile('README.txt', filledIn(readme, parts)),
    textFile('program/package.json', '{ "type": "module" }\n'),
    ...runtime,
    ...dawn,
    ...program.filter(({ path }) => !NOT_SHIPPED.test(path.slice('program/'.length))),
    ...page,
    ...vulkan,
    ...licenses,
  ];
}

/** The npm package as far as this processor needs it. */
async function dawnFiles(checkout: string, arch: BundleArch): Promise<readonly BundleFile[]> {
  const source = join(checkout, 'node_modules/webgpu');
  const names = ['package.json', 'index.js', 'LICENSE.md', `dist/linux-${arch}/dawn.node`];
  return Promise.all(
    names.map(async name => ({
      path: `program/node_modules/webgpu/${name}`,
      data: await readFile(join(source, name)),
      executable: false,
    })),
  );
}

async function folderFiles(folder: string, target: string): Promise<readonly BundleFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const path = join(entry.parentPath, entry.name);
        const name = relative(folder, path).split(sep).join('/');
        return { path: `${target}/${name}`, data: await readFile(path), executable: false };
      }),
  );
}

const LOADERS: Readonly<Record<BundleArch, string>> = {
  x64: 'The Vulkan loader is in here; without any driver, SwiftShader measures the CPU instead, and says so.',
  arm64: "The Vulkan loader is the system's: libvulkan.so.1 (Debian and Ubuntu: libvulkan1).",
};

const CONTENTS: Readonly<Record<BundleArch, string>> = {
  x64: 'Inside: Node (bin/), the program with Dawn (program/), the page (page/), Vulkan loader and SwiftShader (vulkan/).',
  arm64: 'Inside: Node (bin/), the program with Dawn (program/), the page (page/).',
};

function filledIn(text: string, { arch, version }: BundleParts): string {
  const values: Readonly<Record<string, string>> = {
    MACHINE: MACHINES[arch],
    VERSION: version,
    LOADER: LOADERS[arch],
    CONTENTS: CONTENTS[arch],
  };
  return text.replace(/%([A-Z]+)%/g, (mark, name: string) => values[name] ?? mark);
}
