import type * as z from 'zod';
import { InvalidFileError } from '../core/errors.ts';
import { describeValue, formatFieldPath, valueAt } from './field-path.ts';

/** The first fault a schema found, as an error that names the field, what is there and what was expected. */
export function schemaFault(
  error: z.ZodError,
  raw: unknown,
  base: readonly PropertyKey[],
  fileName: string,
): InvalidFileError {
  const issue = error.issues[0]!;
  const path = [...base, ...issue.path];
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more faults)` : '';
  const place = path.length === 0 ? null : formatFieldPath(path);
  return new InvalidFileError(fileName, place, `${explain(issue, valueAt(raw, path))}${more}`);
}

function explain(issue: z.core.$ZodIssue, value: unknown): string {
  const found = `, found ${describeValue(value)}`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `unknown field ${describeValue(issue.keys[0])}; expected only those of its schema`;
    case 'invalid_type':
      return `expected ${issue.expected}${found}`;
    case 'invalid_value':
      return `expected ${issue.values.map(allowed => JSON.stringify(allowed)).join(' or ')}${found}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `expected ${issue.options.map(option => JSON.stringify(option)).join(' or ')}${found}`
        : `expected a number or a text${found}`;
    case 'too_big':
      return typeof value === 'string'
        ? `expected at most ${issue.maximum} characters, found ${value.length}`
        : `expected at most ${issue.maximum}${found}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${unitOf(value)}${found}`;
    case 'invalid_format':
      return `expected ${FORMATS[issue.format] ?? `text like ${issue.pattern ?? issue.format}`}${found}`;
    default:
      return `${issue.message}${found}`;
  }
}

function unitOf(value: unknown): string {
  if (Array.isArray(value)) return ' item';
  return typeof value === 'string' ? ' character' : '';
}

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'a UTC date and time such as 2026-01-31T12:00:00.000Z',
};
