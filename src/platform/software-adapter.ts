import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { EXIT, UserError } from '../core/errors.ts';
import { bundleFolder } from './installation.ts';
import { isWhole, unpackOnce } from './unpacked.ts';

/**
 * SwiftShader, a Vulkan driver that runs on the CPU, with the Vulkan loader, from the npm package @sparticuz/chromium.
 * The dynamic loader reads LD_LIBRARY_PATH only when a process starts, hence an environment for a new process.
 */
export interface SoftwareAdapter {
  readonly folder: string;
  readonly environment: Readonly<Record<'LD_LIBRARY_PATH' | 'VK_ICD_FILENAMES', string>>;
}

const PACKAGE = '@sparticuz/chromium';
const ARCHIVE = 'swiftshader.tar.br';

/**
 * Unpacks SwiftShader into the cache on first use.
 * @throws UserError where there is no place for it, Error on a machine the package has no binaries for (anything but
 * x86-64 Linux)
 */
export function softwareAdapter(): SoftwareAdapter {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the software adapter exists for x86-64 Linux only, this is ${process.platform} ${process.arch}`,
    );
  }
  const bundled = bundledDriver();
  if (bundled !== null) requireUsable(bundled);
  const folder = bundled ?? unpackSwiftShader();
  return {
    folder,
    environment: {
      LD_LIBRARY_PATH: [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
    },
  };
}

/** @returns the folder in the cache that SwiftShader and the Vulkan loader lie in */
export function unpackSwiftShader(): string {
  return unpackOnce([join(packageFolder(), 'bin', ARCHIVE)], 'swiftshader');
}

/** Whether this machine and this installation have one. */
export function hasSoftwareAdapter(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  try {
    return existsSync(bundledDriver() ?? packageFolder());
  } catch {
    return false;
  }
}

/** Where a bundle has the loader and SwiftShader unpacked; null in a checkout. */
function bundledDriver(): string | null {
  const bundle = bundleFolder();
  return bundle === null ? null : join(bundle, 'vulkan');
}

/** @throws UserError where no library would be found in it, or one would end the process */
function requireUsable(folder: string): void {
  if (folder.includes(delimiter)) {
    const message = `no library is found below a "${delimiter}": move the bundle away from ${folder}`;
    throw new UserError(message, EXIT.noAdapter);
  }
  if (!isWhole(folder)) {
    throw new UserError(`files in ${folder} are missing or cut off: unpack the bundle again`, EXIT.noAdapter);
  }
}

/** Folder of the npm package, wherever the package manager put it. */
export function packageFolder(): string {
  let folder = dirname(createRequire(import.meta.url).resolve(PACKAGE));
  while (!existsSync(join(folder, 'bin', ARCHIVE))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`the package ${PACKAGE} holds no bin/${ARCHIVE}`);
    folder = parent;
  }
  return folder;
}

/** The environment for test processes, or null where this machine cannot have the software adapter. */
export function softwareEnvironment(): Record<string, string> | null {
  try {
    return { ...softwareAdapter().environment };
  } catch {
    return null;
  }
}
