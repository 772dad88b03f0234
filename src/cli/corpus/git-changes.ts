import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { EXIT, UserError } from '../../core/errors.ts';

/** What a branch does to a folder, by paths relative to the folder. */
export interface Changes {
  readonly added: ReadonlySet<string>;
  /** Changed, moved away or removed. */
  readonly changed: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

const run = promisify(execFile);

/**
 * Since the branch left the base, files that git does not know yet among what is added.
 * @throws UserError where git has no such base, or is not there
 */
export async function gitChanges(folder: string, base: string): Promise<Changes> {
  const git = async (...words: string[]): Promise<readonly string[]> => {
    try {
      const { stdout } = await run('git', ['-C', folder, ...words], { maxBuffer: 2 ** 28 });
      return stdout.split('\0').filter(part => part !== '');
    } catch (error) {
      const { stderr = '', message } = error as Error & { stderr?: string };
      throw new UserError(
        `git cannot compare ${folder} with ${base}: ${stderr.trim() || message}`,
        EXIT.usage,
      );
    }
  };
  // What comes after it is never an option, whatever it is called.
  const [start = ''] = (await git('merge-base', '--end-of-options', base, 'HEAD')).map(text => text.trim());
  const words = await git('diff', '--no-renames', '--name-status', '-z', '--relative', start, '--', '.');
  const untracked = await git('ls-files', '-z', '--others', '--exclude-standard', '--', '.');
  const pairs = Array.from(
    { length: words.length / 2 },
    (_, i) => [words[2 * i]!, words[2 * i + 1]!] as const,
  );
  const named = (letters: string) =>
    pairs.filter(([letter]) => letters.includes(letter)).map(([, name]) => name);
  return {
    added: new Set([...named('A'), ...untracked]),
    changed: new Set(named('MT')),
    removed: new Set(named('D')),
  };
}
