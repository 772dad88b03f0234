import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium, launchChromiumWithoutWebgpu } from '../testing/chromium.ts';
import { openPage, reachState } from './testing/open-page.ts';
import { asUpload, sealedResultFile } from './testing/result-file.ts';

let withWebgpu: Browser;
let without: Browser;

beforeAll(async () => {
  [withWebgpu, without] = await Promise.all([launchChromium(), launchChromiumWithoutWebgpu()]);
});

afterAll(() => Promise.all([withWebgpu?.close(), without?.close()]));

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};

describe('a browser without a GPU', () => {
  it('is told that no adapter was found and what helps, in place of the button', async () => {
    const { page, complaints } = await openPage(without, inject('pageUrl'));
    const explanation = page.getByRole('alert');
    await explanation.waitFor();
    expect(await explanation.textContent()).toMatch(/no GPU to offer|has no WebGPU/);
    expect(await explanation.textContent()).toMatch(/hardware acceleration|enable-unsafe-webgpu/);
    expect(await page.getByRole('button', { name: 'Run' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Look again' }).count()).toBe(
      (await explanation.textContent())!.includes('no GPU to offer') ? 1 : 0,
    );
    expect(complaints).toEqual([]);
  });

  it('fails at once when the address asks for a run', async () => {
    const { page } = await openPage(without, `${inject('pageUrl')}?suite=smoke&run`);
    await reachState(page, 'failed');
    expect(await page.getByRole('alert').isVisible()).toBe(true);
  });

  it('still opens result files', async () => {
    const { page } = await openPage(without, `${inject('pageUrl')}#findings`);
    await page.getByLabel('Open a result file').setInputFiles(asUpload(await sealedResultFile()));
    await page.getByRole('heading', { name: 'Memory speed limits it.' }).waitFor();
  });
});

describe('a page of which a part is missing', () => {
  it('says so, and that it is no fault of the GPU', async () => {
    const context = await withWebgpu.newContext();
    await context.route('**/engine.worker*', route => route.abort());
    const page = await context.newPage();
    await page.goto(inject('pageUrl'));
    const explanation = page.getByRole('alert');
    await explanation.waitFor();
    expect(await explanation.textContent()).toMatch(/did not start.*says nothing about the GPU/);
  });
});

describe('a GPU that does not answer', () => {
  it('is explained after ten seconds, and looked for again when the reader asks', async () => {
    const context = await withWebgpu.newContext();
    const headers = { 'Cross-Origin-Embedder-Policy': 'require-corp' };
    const silent = { contentType: 'text/javascript', body: '', headers };
    await context.route('**/engine.worker*', route => route.fulfill(silent));
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(inject('pageUrl'));
    await page.getByRole('status').filter({ hasText: 'Looking for a GPU…' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.clock.fastForward(10_000);
    await page.getByRole('heading', { name: 'No GPU has answered yet' }).waitFor();
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('status').filter({ hasText: 'Looking for a GPU…' }).waitFor();
  });
});

describe('an insecure address', () => {
  it('is named as the cause, with the address that works', async () => {
    const context = await withWebgpu.newContext();
    const page = await context.newPage();
    await page.route('http://ridgepoint.test/**', route => {
      const path = new URL(route.request().url()).pathname;
      const file = path === '/' ? 'index.html' : path.slice(1);
      const contentType = TYPES[file.split('.').at(-1) ?? ''] ?? 'text/plain';
      return route.fulfill({ contentType, body: readFileSync(join(inject('pageFolder'), file)) });
    });
    await page.goto('http://ridgepoint.test/');
    const explanation = page.getByRole('alert');
    await explanation.waitFor();
    expect(await explanation.textContent()).toMatch(/not secure.*http:\/\/127\.0\.0\.1/);
  });
});
