import { runQuietly } from './vite-build.ts';

/**
 * Installs what the lock file of a folder names, without running scripts of packages.
 * @param failure begins the message where npm fails
 * @throws UserError with the last lines of what npm said
 */
export async function installLocked(
  folder: string,
  failure: string,
  flags: readonly string[] = [],
): Promise<void> {
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...flags];
  // Under `npm run` this names npm itself; its settings for the checkout must not reach the other folder.
  const npm = process.env.npm_execpath;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  await runQuietly(npm ? process.execPath : 'npm', npm ? [npm, ...words] : words, {
    cwd: folder,
    env,
    failure,
  });
}
