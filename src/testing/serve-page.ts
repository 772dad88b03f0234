import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the built page, with a slash at its end. */
    readonly pageUrl: string;
    /** Folder of the built page. */
    readonly pageFolder: string;
  }
}

const repo = resolve(import.meta.dirname, '../..');

/** Builds the page as users get it and serves it on loopback for the browser tests. */
export default async function servePage(project: TestProject): Promise<() => Promise<void>> {
  const outDir = mkdtempSync(join(tmpdir(), 'ridgepoint-page-'));
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  // Inside vitest NODE_ENV is `test`, and the page would come out as a development build.
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', outDir, '--emptyOutDir'], {
    cwd: repo,
    env: { ...process.env, NODE_ENV: 'production', VITEST: '' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const server = await preview({
    root: join(repo, 'src/web'),
    configFile: join(repo, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  project.provide('pageUrl', server.resolvedUrls!.local[0]!);
  project.provide('pageFolder', outDir);
  return async () => {
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  };
}
