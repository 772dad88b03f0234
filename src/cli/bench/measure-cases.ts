import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OkRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { checkoutFolder } from '../../platform/installation.ts';
import { makeTemporary } from '../../platform/scratch.ts';

/** Measures the cases in turns with the first, keeping no file. @returns those that were timed */
export function measureCases(
  adapter: string,
  seconds: number,
  addresses: readonly string[],
): readonly OkRecord[] {
  return measured(adapter, seconds, ['--case', ...addresses]).records.filter(
    (record): record is OkRecord => record.status === 'ok',
  );
}

/** A run with such further words, as the file that it would have left. */
export function measured(adapter: string, seconds: number, words: readonly string[]): ResultFile {
  const folder = checkoutFolder();
  if (folder === null) throw new Error('it is built from its sources: run this in a checkout');
  const out = makeTemporary('sparse');
  const usual = ['--adapter', adapter, '--time-budget', `${seconds}`, '--out', out, '--format', 'json'];
  const [suite, ...options] = words[0]?.startsWith('--') ? ['', ...words] : words;
  const program = [join(folder, 'dist/cli/main.js'), 'run', ...(suite ? [suite] : []), ...usual, ...options];
  try {
    const text = execFileSync(process.execPath, program, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 28,
    });
    return JSON.parse(text) as ResultFile;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
