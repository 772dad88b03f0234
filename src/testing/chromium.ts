import { type Browser, chromium } from 'playwright-core';
import { installChromium } from '../platform/chromium.ts';

const FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
];

export function launchChromium(extraFlags: readonly string[] = []): Promise<Browser> {
  const { executablePath, environment } = installChromium();
  return chromium.launch({
    executablePath,
    env: environment,
    args: [...FLAGS, ...extraFlags],
    headless: true,
  });
}

/** Without WebGPU, as most browsers on Linux still start: the page must explain that. */
export function launchChromiumWithoutWebgpu(): Promise<Browser> {
  const { executablePath, environment } = installChromium();
  const args = FLAGS.filter(flag => !flag.includes('webgpu'));
  return chromium.launch({ executablePath, env: environment, args, headless: true });
}
