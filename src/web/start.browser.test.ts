import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../testing/chromium.ts';
import { openPage } from './testing/open-page.ts';

/** `npm start`, as a reader of the README types it, on a free port. */
let started: ChildProcess;
let url: string;

beforeAll(async () => {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV|FORCE_COLOR)/i.test(name)),
  );
  started = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...environment, NO_COLOR: '1' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  url = await new Promise<string>((done, fail) => {
    let said = '';
    const listen = (text: string) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (address !== undefined) done(address);
    };
    for (const stream of [started.stdout!, started.stderr!]) stream.setEncoding('utf8').on('data', listen);
    started.once('exit', code => fail(new Error(`npm start ended with ${code}: ${said}`)));
  });
});

afterAll(() => {
  if (started?.pid !== undefined && started.exitCode === null) process.kill(-started.pid, 'SIGTERM');
});

it('npm start serves the built page, isolated, and nothing that opens files', async () => {
  const response = await fetch(url);
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  const html = await response.text();
  expect(html).toMatch(/src="\.\/assets\/[\w-]+\.js"/);
  for (const path of [
    '__open-in-editor',
    '__open-in-editor?file=package.json',
    '@vite/client',
    '@fs/etc/hosts',
  ]) {
    // Whatever it does not know is the page.
    expect(await (await fetch(`${url}${path}`)).text()).toBe(html);
  }
});

it('what npm start serves opens in Chromium', async () => {
  const browser = await launchChromium();
  try {
    const { page, complaints } = await openPage(browser, url);
    await page.getByRole('button', { name: 'Run' }).first().waitFor();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
