import { type ChildProcess, spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeTemporary } from './scratch.ts';
import { startWatchdog } from './watchdog.ts';

/** A browser of this computer, and the environment it needs. */
export interface BrowserProgram {
  readonly executablePath: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface BrowserProcess {
  /** Null while it runs; then how it ended and the last lines it said. */
  readonly ended: () => string | null;
  /** Ends it with all its processes, and deletes its profile. */
  stop(): Promise<void>;
}

const KEPT_CHARACTERS = 4000;
const KEPT_LINES = 3;
/** A browser that does not end by itself within this is killed. */
const GRACE_MS = 3000;

/**
 * Opens an address in a browser with an empty profile of its own, apart from any that the user has open. It runs in its
 * own process group, so that a Ctrl-C in the terminal reaches this process and not the page that is being measured, and
 * a watchdog ends it when this process is gone. The address stands in no list of processes.
 * @param software for Chromium: the software adapter instead of the GPU
 */
export async function startBrowser(
  { executablePath, environment }: BrowserProgram,
  url: string,
  software: boolean,
): Promise<BrowserProcess> {
  const profile = makeTemporary('browser');
  const watchdog = startWatchdog(profile);
  await writeFile(join(profile, 'user.js'), FIREFOX_PREFERENCES);
  const start = await startPage(profile, url);
  const words = [...browserFlags(executablePath, profile, { software, ...surroundings() }), start];
  const child = spawn(executablePath, words, {
    env: environment,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) watchdog.watch(child.pid);
  const closed = new Promise<void>(resolve => {
    child.once('close', () => resolve()).once('error', () => resolve());
  });
  const ended = watch(child);
  const killAtExit = () => signalGroup(child, 'SIGKILL');
  process.once('exit', killAtExit);
  return {
    ended,
    stop: async () => {
      signalGroup(child, 'SIGTERM');
      const killing = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
      await closed;
      clearTimeout(killing);
      // Helpers of the browser can outlive it.
      signalGroup(child, 'SIGKILL');
      process.off('exit', killAtExit);
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      watchdog.dismiss();
    },
  };
}

/**
 * Every user of the machine can read the words that a program was started with, and the address may hold a secret: the
 * browser is given a page of its private profile instead, which leads there.
 * @returns its address
 */
async function startPage(profile: string, url: string): Promise<string> {
  const path = join(profile, 'start.html');
  const target = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=${target}">\n`;
  await writeFile(path, page, { mode: 0o600, flag: 'wx' });
  return pathToFileURL(path).href;
}

export interface Surroundings {
  /** Whether a window can be shown. */
  readonly display: boolean;
  readonly root: boolean;
  readonly platform: NodeJS.Platform;
}

function surroundings(): Surroundings {
  const { platform, env } = process;
  return {
    platform,
    display: platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
    root: process.getuid?.() === 0,
  };
}

/** By the name of the program: a browser of an unknown kind gets the address alone. */
export function browserFlags(
  executablePath: string,
  profile: string,
  { software, display, root, platform }: Surroundings & { readonly software: boolean },
): readonly string[] {
  const name = basename(executablePath).toLowerCase();
  if (/firefox|librewolf|waterfox/.test(name)) {
    return [...(display ? [] : ['--headless']), '--no-remote', '--profile', profile];
  }
  if (!/chrom|edge|brave|vivaldi|opera/.test(name)) return [];
  return [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--enable-unsafe-webgpu',
    // Chromium on Linux reaches a GPU for WebGPU through Vulkan only.
    ...(software
      ? ['--use-webgpu-adapter=swiftshader']
      : platform === 'linux'
        ? ['--enable-features=Vulkan']
        : []),
    ...(display ? [] : ['--headless=new']),
    ...(root ? ['--no-sandbox'] : []),
  ];
}

/** Firefox hides WebGPU on Linux behind these; `user.js` of a profile sets them. */
const FIREFOX_PREFERENCES = `user_pref("dom.webgpu.enabled", true);
user_pref("gfx.webgpu.ignore-blocklist", true);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
`;

function watch(child: ChildProcess): () => string | null {
  let said = '';
  let end: string | null = null;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-KEPT_CHARACTERS);
    });
  }
  child.on('error', error => {
    end ??= error.message;
  });
  child.on('exit', (code, signal) => {
    const lines = said.trim().split('\n').slice(-KEPT_LINES).join('; ');
    end ??= `it ended with ${signal ?? code}${lines === '' ? '' : `: ${lines}`}`;
  });
  return () => end;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nothing of it runs any more.
  }
}
