import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { startBrowser } from './browser-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.skipIf(process.platform === 'win32')(
  'the address stands in a file of its own user, and in no list of processes',
  async () => {
    const executablePath = join(folder, 'browser');
    const seen = join(folder, 'words');
    writeFileSync(
      executablePath,
      `#!/bin/sh\necho "$@" > '${seen}.new'\nmv '${seen}.new' '${seen}'\nexec sleep 60\n`,
      {
        mode: 0o755,
      },
    );
    const url = 'http://127.0.0.1:1/?label=%22a%22&post-back=secret&run';
    const browser = await startBrowser({ executablePath, environment: process.env }, url, false);
    try {
      await expect.poll(() => existsSync(seen), { timeout: 20_000 }).toBe(true);
      const words = readFileSync(seen, 'utf8').trim();
      expect(words).not.toContain('secret');
      const path = fileURLToPath(words.split(' ').at(-1)!);
      expect(readFileSync(path, 'utf8')).toContain(`content="0; url=${url.replaceAll('&', '&amp;')}"`);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    } finally {
      await browser.stop();
    }
  },
);
