import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installLocked } from '../platform/npm.ts';
import type { BundleArch, BundleFile } from './bundle-file.ts';

/** Beside this file in the source; its lock file holds the hashes that npm checks. */
const MANIFEST_FOLDER = 'src/bundle/runtime';

/** Node for a bundle: the program itself, and its licence. */
export interface NodeRuntime {
  readonly binary: string;
  readonly license: string;
}

/**
 * Fetches the pinned Node for that processor from npm; a second call finds it there.
 * @param onFetch called before anything is fetched
 * @throws UserError where npm cannot fetch it
 */
export async function fetchNodeRuntime(
  checkout: string,
  arch: BundleArch,
  onFetch: (version: string) => void,
): Promise<NodeRuntime> {
  const home = join(checkout, 'dist', `bundle-runtime-${arch}`);
  const source = join(checkout, MANIFEST_FOLDER);
  const name = `node-linux-${arch}`;
  const installed = join(home, 'node_modules', name);
  const wanted = await pinnedVersion(source, name);
  if ((await versionOf(installed)) !== wanted) {
    onFetch(wanted);
    await mkdir(home, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(join(source, file), join(home, file));
    }
    await installLocked(home, 'npm could not fetch the Node runtime for the bundle', [
      '--os=linux',
      `--cpu=${arch}`,
    ]);
  }
  return { binary: join(installed, 'bin/node'), license: join(installed, 'LICENSE') };
}

/** With the licences of all that Node links. */
export async function runtimeFiles(runtime: NodeRuntime): Promise<readonly BundleFile[]> {
  return [
    { path: 'bin/node', data: await readFile(runtime.binary), executable: true },
    { path: 'licenses/node.txt', data: await readFile(runtime.license), executable: false },
  ];
}

async function pinnedVersion(source: string, name: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  return manifest.optionalDependencies[name]!;
}

async function versionOf(installed: string): Promise<string | null> {
  if (!existsSync(join(installed, 'bin/node'))) return null;
  return (JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { version: string }).version;
}
