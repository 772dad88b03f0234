import { InvalidArgumentError, Option } from 'commander';
import { EXIT, UserError } from '../core/errors.ts';
import type { Suite } from '../core/plan.ts';

export const FORMATS = ['table', 'md', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export function formatOption(): Option {
  return new Option('--format <format>', 'what goes to stdout').choices(FORMATS);
}

export function fullOption(): Option {
  return new Option('--full', 'the whole table instead of one screen of it (the other formats are complete)');
}

export function adapterOption(): Option {
  return new Option(
    '--adapter <which>',
    'hardware, software, or a part of a name, in any case (default: the best there is)',
  ).argParser(parseAdapter);
}

function parseAdapter(text: string): string {
  const lower = text.toLowerCase();
  return lower === 'hardware' || lower === 'software' ? lower : text;
}

/** Options that may be repeated. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffffffff) {
    throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295.');
  }
  return seed;
}

export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === '' || !(seconds > 0) || seconds > 86_400) {
    throw new InvalidArgumentError('Expected seconds, more than 0 and at most 86400.');
  }
  return seconds;
}

export function parseLabel(text: string): string {
  if (text.length > 200) throw new InvalidArgumentError('Expected at most 200 characters.');
  return text;
}

/** @throws UserError listing the suites there are */
export function requireSuite(id: string, suites: ReadonlyMap<string, Suite>): Suite {
  const suite = suites.get(id);
  if (suite) return suite;
  throw new UserError(`there is no suite "${id}"; there are: ${[...suites.keys()].join(', ')}`, EXIT.usage);
}
