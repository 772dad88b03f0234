import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './software-adapter.ts';
import { unpackOnce } from './unpacked.ts';

/**
 * A headless Chromium from npm alone (@sparticuz/chromium), with the libraries, the fonts and the software adapter that
 * a bare system lacks. Chromium looks for SwiftShader beside its own binary.
 */
export interface ChromiumInstallation {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Unpacks it into the cache on first use.
 * @throws UserError where there is no place for it, Error on a machine the package has no binaries for (anything but x86-64 Linux)
 */
export function installChromium(): ChromiumInstallation {
  const bin = join(packageFolder(), 'bin');
  // SwiftShader's own cache is shared with Node; Chromium gets a copy of its folder to lie in.
  const folder = unpackOnce([join(bin, 'swiftshader.tar.br'), join(bin, 'chromium.br')], 'chromium');
  const executablePath = join(folder, 'chromium');
  const libraries = unpackOnce([join(bin, 'al2023.tar.br')], 'chromium-libraries');
  const fonts = unpackOnce([join(bin, 'fonts.tar.br')], 'chromium-fonts');
  const environment: Record<string, string> = { ...inheritedEnvironment() };
  if (lacksLibraries(executablePath)) environment.LD_LIBRARY_PATH = join(libraries, 'lib');
  if (lacksFonts()) environment.FONTCONFIG_FILE = fontConfiguration(fonts);
  return { executablePath, environment };
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function lacksLibraries(executablePath: string): boolean {
  return spawnSync(executablePath, ['--version'], { stdio: 'ignore' }).status !== 0;
}

function lacksFonts(): boolean {
  return (
    !existsSync('/etc/fonts/fonts.conf') ||
    !existsSync('/usr/share/fonts') ||
    readdirSync('/usr/share/fonts').length === 0
  );
}

/** The package's own configuration names fixed folders; without any font a page renders no text at all. */
function fontConfiguration(fonts: string): string {
  const path = join(fonts, 'ridgepoint-fonts.conf');
  const cache = join(fonts, 'cache');
  mkdirSync(cache, { recursive: true });
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>`,
  ];
  const fresh = `${path}-${process.pid}`;
  writeFileSync(fresh, lines.join('\n'));
  renameSync(fresh, path);
  rmSync(fresh, { force: true });
  return path;
}
