import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, UserError } from '../core/errors.ts';

/** What the checkout builds: the page for browsers, the program for Node. */
export type BuildTarget = 'page' | 'program';

/**
 * Builds one of them as users get it, in a process of its own, from nothing.
 * @param outDir emptied first
 * @throws UserError with what the build said
 */
export async function buildWithVite(checkout: string, target: BuildTarget, outDir: string): Promise<void> {
  const vite = join(checkout, 'node_modules/vite/bin/vite.js');
  if (!existsSync(vite)) {
    throw new UserError(`cannot build the ${target}: ${vite} is missing; run npm ci`, EXIT.usage);
  }
  const flags = [...(target === 'program' ? ['--ssr'] : []), '--logLevel', 'warn'];
  const words = [vite, 'build', ...flags, '--outDir', outDir, '--emptyOutDir'];
  await runQuietly(process.execPath, words, {
    cwd: checkout,
    // Whatever this process runs in (a test, say), what it builds is for users.
    env: { ...process.env, NODE_ENV: 'production', VITEST: '' },
    failure: `cannot build the ${target}`,
  });
}

export interface QuietRun {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Begins the message where the command fails. */
  readonly failure: string;
}

/** Lines of a failing command that are worth repeating. */
const SHOWN_LINES = 6;

/** @throws UserError with the last lines of what the command said */
export async function runQuietly(
  command: string,
  words: readonly string[],
  options: QuietRun,
): Promise<void> {
  const said: string[] = [];
  const child = spawn(command, words, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  }
  const cause = await new Promise<string | null>(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? null : `it ended with ${signal ?? code}`));
  });
  if (cause === null) return;
  const lines = said
    .join('')
    .split('\n')
    .filter(line => line.trim() !== '');
  throw new UserError(
    [`${options.failure}: ${cause}`, ...lines.slice(-SHOWN_LINES)].join('\n'),
    EXIT.internal,
  );
}
