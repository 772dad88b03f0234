import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { preview } from 'vite';

const repo = resolve(import.meta.dirname, '../../..');

export interface DevelopmentPage {
  /** With a slash at its end; `?fake` brings the engine that makes results up. */
  readonly url: string;
  close(): Promise<void>;
}

/** The page as developers get it, built and served on loopback: the only one that has the made-up engine. */
export async function serveDevelopmentPage(): Promise<DevelopmentPage> {
  const outDir = mkdtempSync(join(tmpdir(), 'ridgepoint-development-page-'));
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const words = [
    'build',
    '--mode',
    'development',
    '--logLevel',
    'error',
    '--outDir',
    outDir,
    '--emptyOutDir',
  ];
  execFileSync(process.execPath, [vite, ...words], {
    cwd: repo,
    env: { ...process.env, NODE_ENV: 'development', VITEST: '' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const server = await preview({
    root: join(repo, 'src/web'),
    configFile: join(repo, 'vite.config.ts'),
    mode: 'development',
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  return {
    url: server.resolvedUrls!.local[0]!,
    close: async () => {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
