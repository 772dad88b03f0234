import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, UserError } from '../../core/errors.ts';
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
  const words = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  const { npm_execpath: npm } = process.env;
  const exitCode = await run(npm ? process.execPath : 'npm', npm ? [npm, ...words] : words);
  if (exitCode !== 0) {
    throw new UserError(
      `npm could not install the peers (exit code ${exitCode}); its messages stand above`,
      EXIT.usage,
    );
  }
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

/** What npm prints goes to stderr: stdout is for results. */
function run(program: string, words: readonly string[]): Promise<number> {
  const child = spawn(program, words, { stdio: ['ignore', 2, 2], shell: program === 'npm' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', code => resolve(code ?? 1));
  });
}
