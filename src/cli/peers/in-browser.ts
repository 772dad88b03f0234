import { join } from 'node:path';
import type { PageRequest } from '../../../bench/peers/browser/main.ts';
import type { Comparison } from '../../../bench/peers/comparison.ts';
import { launchChromium } from '../../testing/chromium.ts';
import type { CompareRequest } from './in-node.ts';
import { withoutEditor } from './without-editor.ts';

const TIME_BUDGET_MS = 240_000;

/** Packages that have to be brought into one module each; onnxruntime-web is one already, and finds its files by address. */
const BUNDLED = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-webgpu', '@jax-js/jax'];

/** The same comparison on a page in Chromium, served on loopback; nothing is fetched from elsewhere. */
export async function compareInBrowser(folder: string, request: CompareRequest): Promise<Comparison> {
  const { adapter, timeBudgetMs, programVersion, progress } = request;
  progress('serving the page');
  const server = await servePeers(folder);
  const browser = await launchChromium();
  try {
    const address = new URL(server.address);
    const page = await browser.newPage();
    page.on('pageerror', error => progress(`page: ${error.message}`));
    await page.exposeFunction('peersProgress', progress);
    progress('opening Chromium');
    await page.goto(new URL('browser/index.html', address).href);
    await page.waitForFunction(() => globalThis.comparePeers !== undefined, null, { timeout: 120_000 });
    const wanted: PageRequest = {
      adapter,
      timeBudgetMs: timeBudgetMs ?? TIME_BUDGET_MS,
      programVersion,
      wasmFolder: new URL('node_modules/onnxruntime-web/dist/', address).href,
    };
    return await page.evaluate(wish => globalThis.comparePeers!(wish), wanted);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param packages that are brought into one module each */
export async function servePeers(
  folder: string,
  packages = BUNDLED,
): Promise<{ address: string; close(): Promise<void> }> {
  const { createServer } = await import('vite');
  const server = await createServer({
    configFile: false,
    root: folder,
    cacheDir: join(folder, 'node_modules/.vite'),
    logLevel: 'warn',
    plugins: [withoutEditor()],
    server: {
      host: '127.0.0.1',
      port: 0,
      hmr: false,
      watch: null,
      fs: { allow: [join(folder, '../..')] },
      // Isolated pages get clock steps of 5 µs instead of 100.
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
    optimizeDeps: { include: packages, exclude: ['onnxruntime-web'] },
  });
  await server.listen();
  return { address: server.resolvedUrls!.local[0]!, close: () => server.close() };
}
