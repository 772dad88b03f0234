import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const repo = resolve(import.meta.dirname, '..');

/** Tests of programs that are packages of their own, which do not depend on the test runner. */
const ELSEWHERE: Readonly<Record<string, string>> = { 'src/cli/peers': 'bench/peers' };

const paths = ['src', 'bench'].flatMap(folder =>
  readdirSync(join(repo, folder), { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => !path.includes('node_modules')),
);
const tests = paths.filter(path => /\.test\.tsx?$/.test(path) && dirname(path) !== 'src');
const sources = new Set(paths.filter(path => !tests.includes(path)).flatMap(namesOf));

/** `x/csr.format.ts` answers to `x/csr.format` and `x/csr`. */
function namesOf(path: string): readonly string[] {
  return prefixesOf(basename(path)).map(name => join(dirname(path), name));
}

/** "a.b.c" → "a.b", "a". */
function prefixesOf(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('.'));
}

/** Begins with a source beside it, with its room, or with the contract that all of a room's files keep. */
function isNamedAfterSource(test: string): boolean {
  const room = dirname(test);
  return prefixesOf(basename(test)).some(
    name =>
      name === 'contract' ||
      name === basename(room) ||
      [room, ELSEWHERE[room]].some(folder => folder !== undefined && sources.has(join(folder, name))),
  );
}

it('a test file is named after the source that it tests, unless it drives the whole page', () => {
  expect(tests.length).toBeGreaterThan(100);
  const wrong = tests.filter(test => !test.includes('.browser.test.') && !isNamedAfterSource(test));
  expect(wrong, 'tests without a source, room or contract of their name').toEqual([]);
});
