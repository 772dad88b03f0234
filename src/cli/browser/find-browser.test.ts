import { describe, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import { browserFlags } from '../../platform/browser-process.ts';
import { findBrowser } from './find-browser.ts';

describe('the browser that was asked for', () => {
  it('is a path, or a program in PATH', () => {
    expect(findBrowser(process.execPath).executablePath).toBe(process.execPath);
    expect(findBrowser('node').executablePath).toMatch(/[\\/]node$/);
  });

  it.each([
    ['/no/such/browser', 'expected a program'],
    ['no-such-browser', 'expected a program in PATH'],
    ['smoke', 'the suite goes first: run smoke --browser'],
  ])('is refused where there is none: %s', (asked, message) => {
    expect(() => findBrowser(asked, ['smoke'])).toThrow(
      expect.objectContaining({ exitCode: EXIT.usage, message: expect.stringContaining(message) }),
    );
  });
});

describe('flags of a browser', () => {
  const desktop = { display: true, root: false, platform: 'linux', software: false } as const;

  it('give every browser a profile of its own', () => {
    expect(browserFlags('/usr/bin/google-chrome', '/p', desktop)).toContain('--user-data-dir=/p');
    expect(browserFlags('/usr/bin/firefox-esr', '/p', desktop)).toEqual(['--no-remote', '--profile', '/p']);
    expect(browserFlags('/usr/bin/something', '/p', desktop)).toEqual([]);
  });

  it('show no window where there is no display, and keep the sandbox of all but root', () => {
    const server = { ...desktop, display: false, root: true };
    expect(browserFlags('chromium', '/p', server)).toEqual(
      expect.arrayContaining(['--headless=new', '--no-sandbox']),
    );
    expect(browserFlags('firefox', '/p', server)).toContain('--headless');
    const flags = browserFlags('chromium', '/p', desktop).join(' ');
    expect(flags).not.toMatch(/headless|no-sandbox|swiftshader/);
  });

  it('choose the software adapter where it was asked for', () => {
    const flags = browserFlags('chromium', '/p', { ...desktop, software: true });
    expect(flags).toContain('--use-webgpu-adapter=swiftshader');
    expect(flags).not.toContain('--enable-features=Vulkan');
  });
});
