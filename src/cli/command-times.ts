/** A real run of the command line on a software adapter, with the countdown that it prints. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type CountdownReading, leftIn, type RunTimes } from './page-times.ts';

/**
 * @param main the built command line
 * @param promised what its list says of the suite
 * @throws Error where it does not end well
 */
export async function commandTimes(
  main: string,
  words: readonly string[],
  promised: string,
): Promise<RunTimes> {
  const out = mkdtempSync(join(tmpdir(), 'ridgepoint-bench-'));
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  try {
    const child = spawn(process.execPath, [main, 'run', ...words, '--out', out], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const exit = new Promise<number | null>((resolve, reject) =>
      child.on('error', reject).on('exit', resolve),
    );
    const readings: CountdownReading[] = [];
    for await (const line of createInterface(child.stderr)) {
      const text = leftIn(line);
      if (text !== null) readings.push({ elapsedMs: elapsedMs(), text });
    }
    const code = await exit;
    if (code !== 0) throw new Error(`run ${words.join(' ')} ended with ${code}`);
    return { promised, takenMs: elapsedMs(), readings };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
