import { InvalidFileError } from '../core/errors.ts';
import { duplicateName } from './duplicate-names.ts';
import { describeValue, formatFieldPath } from './field-path.ts';

/**
 * Where and why a text is not JSON. JSON.parse words this differently in every engine and often without a position, so
 * this scanner runs after it has failed. Iterative: nesting costs no stack.
 */
export interface JsonFault {
  /** Both 1-based; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them raw
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

type Expectation = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma' | 'end';

const WORDS: Readonly<Record<Expectation, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  name: 'a name in double quotes',
  'name or }': 'a name in double quotes or "}"',
  colon: '":"',
  comma: '"," or the closing bracket',
  end: 'the end of the file',
};

/** @throws InvalidFileError naming line and column, what is there and what was expected; or a name that stands twice */
export function parseJson(text: string, fileName: string): unknown {
  const value = parse(text, fileName);
  const twice = duplicateName(text);
  if (twice === null) return value;
  const place = [formatFieldPath(twice.path), `line ${twice.line}`].filter(part => part !== '').join(', ');
  const message = `the name ${describeValue(twice.name)} stands twice in one object`;
  throw new InvalidFileError(fileName, place, message);
}

function parse(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = findJsonFault(text);
    if (fault === null) throw error;
    const place = `line ${fault.line}, column ${fault.column}`;
    throw new InvalidFileError(fileName, place, `not JSON: expected ${fault.expected}, found ${fault.found}`);
  }
}

/** The first fault, or null where the text is JSON. */
export function findJsonFault(text: string): JsonFault | null {
  const brackets: string[] = [];
  let expectation: Expectation = 'value';
  let position = 0;
  for (;;) {
    position = match(SPACE, text, position);
    if (position >= text.length) break;
    const step = advance(text, position, expectation, brackets);
    if (step === null) return fault(text, position, expectation);
    position = step.position;
    expectation = step.expectation;
  }
  return expectation === 'end' ? null : fault(text, text.length, expectation);
}

function advance(
  text: string,
  position: number,
  expectation: Expectation,
  brackets: string[],
): { position: number; expectation: Expectation } | null {
  const character = text[position]!;
  const next = (after: Expectation) => ({ position: position + 1, expectation: after });
  const valueDone = (): Expectation => (brackets.length === 0 ? 'end' : 'comma');
  switch (expectation) {
    case 'end':
      return null;
    case 'colon':
      return character === ':' ? next('value') : null;
    case 'comma': {
      const inObject = brackets.at(-1) === '}';
      if (character === ',') return next(inObject ? 'name' : 'value');
      if (character !== brackets.at(-1)) return null;
      brackets.pop();
      return next(valueDone());
    }
    case 'name':
    case 'name or }': {
      if (character === '}' && expectation === 'name or }') {
        brackets.pop();
        return next(valueDone());
      }
      const end = character === '"' ? match(SCALAR, text, position) : position;
      return end > position ? { position: end, expectation: 'colon' } : null;
    }
    default: {
      if (character === ']' && expectation === 'value or ]') {
        brackets.pop();
        return next(valueDone());
      }
      if (character === '{' || character === '[') {
        brackets.push(character === '{' ? '}' : ']');
        return next(character === '{' ? 'name or }' : 'value or ]');
      }
      const end = match(SCALAR, text, position);
      return end > position ? { position: end, expectation: valueDone() } : null;
    }
  }
}

/** End of the match at `position`, or `position` where there is none. */
function match(pattern: RegExp, text: string, position: number): number {
  pattern.lastIndex = position;
  return pattern.test(text) ? pattern.lastIndex : position;
}

function fault(text: string, position: number, expectation: Expectation): JsonFault {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  const found = position >= text.length ? 'the end of the file' : JSON.stringify(excerpt(text, position));
  return { line, column: position - lineStart + 1, expected: WORDS[expectation], found };
}

function excerpt(text: string, position: number): string {
  const end = text.indexOf('\n', position);
  return text.slice(position, Math.min(position + 20, end <= position ? text.length : end));
}
