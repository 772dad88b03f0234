import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { bundleFolder } from './installation.ts';
import { isPrivate, privateFolder } from './private-folder.ts';

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
 * @throws Error on a machine the package has no binaries for (anything but x86-64 Linux)
 */
export function softwareAdapter(): SoftwareAdapter {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the software adapter exists for x86-64 Linux only, this is ${process.platform} ${process.arch}`,
    );
  }
  const folder = bundledDriver() ?? unpackSwiftShader();
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
  return unpackOnce(join(packageFolder(), 'bin', ARCHIVE), 'swiftshader');
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

/**
 * Unpacks a brotli tar into `<cache>/<name>-<version>`, where nobody else can write; parallel callers are safe: the last
 * rename loses quietly.
 */
export function unpackOnce(archive: string, name: string): string {
  const parent = privateFolder([
    join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ridgepoint'),
    join(tmpdir(), `ridgepoint-${process.getuid?.() ?? 0}`),
  ]);
  const target = join(parent, `${name}-${packageVersion(archive)}`);
  if (existsSync(target)) {
    if (isPrivate(target)) return target;
    // Put there while others could write to the folder.
    rmSync(target, { recursive: true, force: true });
  }
  const fresh = mkdtempSync(join(parent, `${name}-`));
  try {
    for (const file of parseTar(brotliDecompressSync(readFileSync(archive)))) {
      const path = join(fresh, file.name);
      if (!path.startsWith(fresh)) throw new Error(`${archive} holds a path outside itself: ${file.name}`);
      if (file.type === 'directory') mkdirSync(path, { recursive: true });
      else if (file.data) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, file.data, { mode: 0o755 });
      }
    }
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function packageVersion(archive: string): string {
  const manifest = join(dirname(dirname(archive)), 'package.json');
  if (!existsSync(manifest)) return 'bundled';
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** The environment for test processes, or null where this machine cannot have the software adapter. */
export function softwareEnvironment(): Record<string, string> | null {
  try {
    return { ...softwareAdapter().environment };
  } catch {
    return null;
  }
}
