import { EXIT, UserError } from '../../core/errors.ts';
import { requireWritableFile, writeWhole } from '../../store/folder.ts';
import type { Output } from '../context.ts';

/** The options of a comparison that can be at odds with this machine or with each other. */
export interface PeersOptions {
  readonly adapter?: string;
  readonly browser?: true;
  readonly out?: string;
}

/** Refuses what would cost minutes of measuring otherwise. @throws UserError */
export async function requireFeasible({ adapter, browser, out }: PeersOptions): Promise<void> {
  if (browser && adapter !== undefined && adapter !== 'software') {
    throw new UserError(
      `--browser compares on Chromium's software adapter: --adapter ${adapter} can be had without --browser only`,
      EXIT.usage,
    );
  }
  if (out !== undefined) await requireWritableFile(out);
}

/** Writes the result where it was asked for; where that fails, prints it before it says so. @throws UserError */
export async function deliverText(text: string, out: string | undefined, stdout: Output): Promise<void> {
  if (out === undefined) {
    stdout.write(text);
    return;
  }
  try {
    await writeWhole(out, text);
  } catch (error) {
    stdout.write(text);
    throw error;
  }
}
