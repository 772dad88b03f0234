/**
 * A newcomer's way with a collector, by roles and names: two browsers open its address over HTTPS, run, send, and see both
 * runs in one table; then a run of another adapter is sent from its file, and all are exported and deleted.
 * collect-page.js [SUITE [ADAPTER [FOLDER]]]: ADAPTER is the command line's for the run from a file ("llvmpipe"), FOLDER
 * takes pictures.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { readRuns } from '../../corpus/read-tables.ts';
import { checkoutFolder } from '../../platform/installation.ts';
import { makeTemporary } from '../../platform/scratch.ts';
import { listResultFiles } from '../../store/folder.ts';
import { launchChromium } from '../../testing/chromium.ts';

const LONGEST_RUN_MS = 20 * 60_000;
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const [suite = 'quick', adapter = 'software', pictures] = process.argv.slice(2);
const startedMs = performance.now();

function say(what: string): void {
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s  ${what}`);
}

function program(): string {
  const folder = checkoutFolder();
  if (folder === null) throw new Error('it is built from its sources: run this in a checkout');
  return join(folder, 'dist/cli/main.js');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise<void>(resolve => server.close(() => resolve()));
  return port;
}

/** @returns the process, and the address that it prints first */
async function startCollector(folder: string): Promise<readonly [ChildProcess, string]> {
  const words = ['collect', '--host', '--folder', folder, '--port', String(await freePort())];
  const child = spawn(process.execPath, [program(), ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const printed = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', resolve);
    child.once('exit', code => reject(new Error(`the collector ended with ${code}`)));
  });
  const url = /https:\/\/\S+/.exec(printed)?.[0];
  if (url === undefined) throw new Error(`the collector printed no address: ${printed}`);
  return [child, url];
}

/** A browser whose user has accepted the certificate. */
async function openBrowser(browser: Browser, url: string, viewport: typeof WIDE): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport });
  const page = await context.newPage();
  page.on('pageerror', error => fail(error.message));
  page.on('console', message => message.type() === 'error' && fail(message.text()));
  await page.goto(url);
  return page;
}

function fail(message: string): void {
  console.log(`FAILED ${message}`);
  process.exitCode = 1;
}

async function picture(page: Page, name: string, part?: Locator): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `${name}.png`);
  await (part === undefined ? page.screenshot({ path }) : part.screenshot({ path }));
}

async function runAndSend(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name of this machine').fill(name);
  const run = page.getByRole('button', { name: /^Run · about / });
  await picture(page, `${name}-form`);
  say(`${name}: ${await run.innerText()}`);
  await run.click();
  await page.getByText('Kept in this browser').waitFor({ timeout: LONGEST_RUN_MS });
  await send(page, name);
}

/** From any place of the page. */
async function openShare(page: Page): Promise<void> {
  await goTo(page, 'Findings');
  await page.locator('summary', { hasText: /^Share$/ }).click();
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name, exact: true }).click();
}

async function send(page: Page, name: string): Promise<void> {
  await openShare(page);
  const part = page.locator('details.share');
  await page.getByRole('button', { name: 'Send to the collector' }).waitFor();
  await picture(page, `${name}-unsent`, part);
  await page.getByRole('button', { name: 'Send to the collector' }).click();
  await page.getByText(/^Sent\.$/).waitFor();
  await picture(page, `${name}-sent`, part);
  say(`${name}: sent`);
}

async function sendFile(page: Page, folder: string): Promise<void> {
  const words = ['run', 'smoke', '--adapter', adapter, '--out', folder];
  execFileSync(process.execPath, [program(), ...words], { stdio: 'ignore' });
  const [name] = await listResultFiles(folder);
  await goTo(page, 'Findings');
  await page.getByLabel('Open a result file').setInputFiles(join(folder, name!));
  await page.getByText('follows from its samples').waitFor();
  await send(page, 'file');
}

/** The table of the chosen machines. */
async function compared(page: Page, names: readonly (string | RegExp)[]): Promise<string> {
  await goTo(page, 'Compare');
  const machines = page.getByRole('region', { name: 'List of machines' });
  for (const name of names) {
    const choice = machines.getByRole('row', { name }).getByRole('checkbox').first();
    if (!(await choice.isChecked())) await choice.check();
  }
  const sides = page.getByRole('region', { name: /^Machines and kernels/ }).first();
  await sides.waitFor();
  return sides.innerText();
}

/** Hashes in the exported table, by the API as any program asks it. */
async function exported(page: Page, url: string): Promise<readonly string[]> {
  const bytes = Uint8Array.from(await (await page.request.get(`${url}api/export.parquet`)).body()).buffer;
  const slice = async (start: number, end?: number) => bytes.slice(start, end);
  return (await readRuns({ byteLength: bytes.byteLength, slice })).map(({ sha256 }) => sha256);
}

async function countOf(page: Page, url: string): Promise<number> {
  return ((await (await page.request.get(`${url}api/health`)).json()) as { runCount: number }).runCount;
}

async function walk(browser: Browser, url: string, scratch: string): Promise<void> {
  const address = suite === 'quick' ? url : `${url}?suite=${suite}`;
  // One after the other, since they share the processor: what each takes is told apart.
  const desk = await openBrowser(browser, address, WIDE);
  await runAndSend(desk, 'desk');
  const phone = await openBrowser(browser, address, PHONE);
  await runAndSend(phone, 'phone');
  const table = await compared(phone, [/desk/, /phone/]);
  for (const name of ['desk', 'phone']) if (!table.includes(name)) fail(`the table has no ${name}`);
  say('both runs in one table');
  await picture(phone, 'phone-compare');

  const third = await openBrowser(browser, `${url}#findings`, WIDE);
  await sendFile(third, join(scratch, 'out'));
  await compared(third, [/desk/, /phone/, /llvmpipe|SwiftShader Device/]);
  await picture(third, 'three-compare');
  const hashes = await exported(third, url);
  if (hashes.length !== 3) fail(`the export has ${hashes.length} runs, and 3 were sent`);
  say(`exported ${hashes.length} runs`);
  for (const page of [desk, phone, third]) {
    const remove = page.getByRole('button', { name: 'Delete from the collector' });
    if (!(await remove.isVisible())) await openShare(page);
    await remove.click();
    await page.getByRole('button', { name: 'Send to the collector' }).waitFor();
  }
  const left = await countOf(third, url);
  if (left !== 0) fail(`${left} runs are left, and all were deleted`);
  say('all deleted');
}

const scratch = makeTemporary('collect');
const browser = await launchChromium();
try {
  const [collector, url] = await startCollector(join(scratch, 'collected'));
  say(`collector at ${url}`);
  try {
    await walk(browser, url, scratch);
  } finally {
    collector.kill('SIGTERM');
  }
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}
