import { validationTools } from '../../app/integrity.ts';
import { InvalidFileError } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatWait } from '../../core/units.ts';
import { describeValue } from '../../store/field-path.ts';
import { parseResultFile } from '../../store/parse.ts';
import { validateResult } from '../../store/validate.ts';
import { DEFAULT_SEED, postBackAddress, readRunAddress } from '../../web/run-address.ts';
import type { BrowserRequest } from '../engine.ts';

export type AskedResult = Pick<BrowserRequest, 'suiteId' | 'seed' | 'label'>;

/** When the run took place, in ms since 1970. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

const NAME = 'the result of the page';
/** Both clocks are this machine's; it may be set while the run goes on. */
const CLOCK_SLACK_MS = 60_000;

/**
 * The result that a page posted: whole, in agreement with itself, and of the run that was asked for. Who else knows the
 * token can post, too.
 * @throws InvalidFileError naming the field, what is there and what was expected
 */
export async function readPostedResult(
  text: string,
  asked: AskedResult,
  window: Window,
): Promise<ResultFile> {
  const file = await parseResultFile(text, NAME);
  requireAsked(file, asked);
  requireWithin(file, window);
  const [first, ...others] = await validateResult(file, validationTools);
  if (first === undefined) return file;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new InvalidFileError(NAME, first.place, `${first.message}${more}`);
}

function requireAsked({ session, environment }: ResultFile, asked: AskedResult): void {
  // As the page reads it from its address: a label without the spaces around it.
  const choice = { ...asked, kernels: null, timeBudgetMs: null };
  const { suiteId, seed, label } = readRunAddress(postBackAddress(choice, ''));
  const facts: readonly (readonly [place: string, found: unknown, expected: unknown])[] = [
    ['session.suite', session.suite, suiteId],
    ['session.seed', session.seed, seed ?? DEFAULT_SEED],
    ['environment.label', environment.label, label],
  ];
  const other = facts.find(([, found, expected]) => found !== expected);
  if (other === undefined) return;
  const [place, found, expected] = other;
  const message = `expected ${describeValue(expected)}, as was asked for, found ${describeValue(found)}`;
  throw new InvalidFileError(NAME, place, message);
}

function requireWithin({ session: { startedAt, durationMs } }: ResultFile, { fromMs, toMs }: Window): void {
  const startMs = Date.parse(startedAt);
  if (startMs < fromMs - CLOCK_SLACK_MS || startMs > toMs + CLOCK_SLACK_MS) {
    const message = `expected a run since ${new Date(fromMs).toISOString()}, found ${describeValue(startedAt)}`;
    throw new InvalidFileError(NAME, 'session.startedAt', message);
  }
  if (startMs + durationMs <= toMs + CLOCK_SLACK_MS) return;
  const message = `a run of ${formatWait(durationMs)} that began at ${startedAt} would still go on`;
  throw new InvalidFileError(NAME, 'session.durationMs', message);
}
