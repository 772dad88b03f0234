import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installLocked } from '../../platform/npm.ts';
import type { Output } from '../context.ts';

/** So that people on a thin line know what they wait for. */
const SIZE = '220 MB on disk';

/**
 * Installs the peers' packages into their own folder where they are missing or of another version.
 * @throws UserError where npm fails
 */
export async function installPeers(folder: string, stderr: Output): Promise<void> {
  if (isInstalled(folder)) return;
  stderr.write(`Installing the peers (${SIZE}) into ${join(folder, 'node_modules')}\n`);
  await installLocked(folder, 'npm could not install the peers');
}

function isInstalled(folder: string): boolean {
  const { dependencies } = readJson(join(folder, 'package.json')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  return Object.entries(dependencies).every(([name, version]) => {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    return existsSync(manifest) && (readJson(manifest) as { version: string }).version === version;
  });
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
