import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleArch, type BundleFile, textFile } from './bundle-file.ts';
import mit from './licenses/mit.txt?raw';
import { DAWN_BINARY, noticeText, VULKAN_BINARIES } from './linked-parts.ts';

/** Copied as they are, with a licence file of their own beside them. */
const APART = ['webgpu', '@sparticuz/chromium'];

interface Manifest {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Licences of everything in a bundle, of what its binaries link too, but Node, whose own comes with it. */
export function licenseFiles(checkout: string, arch: BundleArch): readonly BundleFile[] {
  return [
    textFile('licenses/npm-packages.txt', packageLicenses(checkout)),
    textFile('licenses/dawn.txt', dawnNotice(checkout)),
    ...(arch === 'x64' ? [textFile('licenses/vulkan.txt', vulkanNotice())] : []),
  ];
}

function dawnNotice(checkout: string): string {
  const own = readFileSync(join(checkout, 'node_modules/webgpu/LICENSE.md'), 'utf8');
  return `${noticeText([DAWN_BINARY])}\n${'='.repeat(72)}\nDawn and Tint\n\n${own}`;
}

function vulkanNotice(): string {
  return `Unchanged, as built with Chromium and packed by the npm package @sparticuz/chromium:\n\n${noticeText(VULKAN_BINARIES)}`;
}

/** The packages that the program and the page are built from, dependencies of dependencies included. */
function packageLicenses(checkout: string): string {
  const modules = join(checkout, 'node_modules');
  const names = new Set<string>();
  const pending = Object.keys(readManifest(checkout).dependencies ?? {});
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (names.has(name) || APART.includes(name)) continue;
    names.add(name);
    pending.push(...Object.keys(readManifest(join(modules, name)).dependencies ?? {}));
  }
  return [...names]
    .sort()
    .map(name => packageLicense(name, join(modules, name)))
    .join('\n');
}

function packageLicense(name: string, folder: string): string {
  const { version, license } = readManifest(folder);
  const file = readdirSync(folder).find(entry => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry));
  const text =
    file === undefined ? usualText(name, license) : readFileSync(join(folder, file), 'utf8').trimEnd();
  return `${'='.repeat(72)}\n${name} ${version}: ${license ?? 'see below'}\n\n${text}\n`;
}

/** Some packages name their licence without bringing its text. */
function usualText(name: string, license: string | undefined): string {
  return license === 'MIT' ? `Copyright the authors of ${name}\n\n${mit.trimEnd()}` : '';
}

function readManifest(folder: string): Manifest {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return { version: '' };
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}
