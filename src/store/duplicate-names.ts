import type { FieldPath } from './field-path.ts';

/** A name that stands twice in one object, where readers choose differently: most take the last, some the first. */
export interface DuplicateName {
  readonly name: string;
  /** Of the object that holds it. */
  readonly path: FieldPath;
  /** 1-based, of the second. */
  readonly line: number;
}

/** An object or a list that is open where the scanner stands. */
interface Open {
  /** Null in a list. */
  readonly names: Set<string> | null;
  /** Name or place of the value that comes next. */
  key: string | number;
}

/**
 * The first name that stands twice in one object of a text that is JSON, or null. JSON.parse keeps the last of them in
 * silence. One pass over the text, without recursion.
 */
export function duplicateName(text: string): DuplicateName | null {
  const open: Open[] = [];
  const punctuation = /["{}[\],]/g;
  for (let match = punctuation.exec(text); match !== null; match = punctuation.exec(text)) {
    const character = match[0];
    const at = match.index;
    if (character === '{') open.push({ names: new Set(), key: '' });
    else if (character === '[') open.push({ names: null, key: 0 });
    else if (character === '}' || character === ']') open.pop();
    else if (character === ',') {
      const list = open.at(-1)!;
      if (typeof list.key === 'number') list.key++;
    } else {
      const end = endOfString(text, at);
      punctuation.lastIndex = end;
      const object = open.at(-1);
      if (!object?.names || !isName(text, end)) continue;
      const name = JSON.parse(text.slice(at, end)) as string;
      if (object.names.has(name))
        return { name, path: open.slice(0, -1).map(({ key }) => key), line: lineOf(text, at) };
      object.names.add(name);
      object.key = name;
    }
  }
  return null;
}

/** Index after the closing quote of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    let first = quote;
    while (text[first - 1] === '\\') first--;
    if ((quote - first) % 2 === 0) return quote + 1;
  }
}

/** Of a string that ends there: in JSON only names have a colon after them. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (/[ \t\n\r]/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}

function lineOf(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
