import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve, sep } from 'node:path';
import { EXIT, messageOf, UserError } from '../../core/errors.ts';
import type { BrowserProgram } from '../../platform/browser-process.ts';
import { installChromium } from '../../platform/chromium.ts';
import { bundleFolder } from '../../platform/installation.ts';

/**
 * The browser that was asked for.
 * @param asked path or name of a program; null: Chromium from npm
 * @param suiteIds for a hint, where a suite was written in the browser's place
 * @throws UserError where there is no such program
 */
export function findBrowser(asked: string | null, suiteIds: readonly string[] = []): BrowserProgram {
  if (asked !== null) return { executablePath: findProgram(asked, suiteIds), environment: process.env };
  if (bundleFolder() !== null) {
    throw new UserError('a bundle brings no browser: name one of this machine, --browser PATH', EXIT.usage);
  }
  try {
    return installChromium();
  } catch (error) {
    const why = `the Chromium from npm cannot be used here (${messageOf(error)})`;
    throw new UserError(`${why}: name a browser of this machine, --browser PATH`, EXIT.usage);
  }
}

function findProgram(asked: string, suiteIds: readonly string[]): string {
  const named = asked.includes('/') || asked.includes(sep);
  const candidates = named
    ? [resolve(asked)]
    : (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, asked));
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  const hint = suiteIds.includes(asked) ? `; the suite goes first: run ${asked} --browser` : '';
  throw new UserError(
    `there is no browser ${asked}: expected a program${named ? '' : ' in PATH'}${hint}`,
    EXIT.usage,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
