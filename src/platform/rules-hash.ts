import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Where judging begins: everything that this file imports, directly or not, can change a conclusion. */
const ENTRY = 'src/analysis/analyze.ts';

/** Type-only imports change nothing at run time. */
const IMPORTS = /^(?:import|export)\s+(?!type\b)[^'";]*?\bfrom\s+'(\.[^']+)'/gm;

/**
 * First 16 hex digits of the SHA-256 over the text of all sources that judge, thresholds and sentences among them. Taken
 * by the build and kept in every result file: nobody can forget to raise it. A changed comment changes it too, which
 * costs nothing: what was judged by other rules is judged again and shown beside.
 */
export function rulesHash(repo: string): string {
  return hashOf(repo, judgingSources(repo));
}

/** Rooms that decide what is measured, on what, by which launch, and what is written down of it. */
const CATALOGUE_ROOMS = [
  'bench/suites',
  'shaders',
  ...['core', 'formats', 'gpu', 'kernels', 'measure', 'operations', 'problems', 'stats'].map(
    room => `src/${room}`,
  ),
];

/**
 * The same over all sources that decide what a run measures and records: kernels, formats, problems, operations, suites,
 * sessions. A run of the same hash can be held to the very launches and plans of this program.
 */
export function catalogueHash(repo: string): string {
  return hashOf(repo, catalogueSources(repo));
}

/** Sorted paths from the repository's root. */
export function catalogueSources(repo: string): readonly string[] {
  return CATALOGUE_ROOMS.flatMap(room =>
    readdirSync(resolve(repo, room), { recursive: true, encoding: 'utf8' })
      .map(name => join(room, name).replaceAll('\\', '/'))
      .filter(path => /\.(wgsl|ts)$/.test(path) && !/\.(test|contract)\.ts$|\/testing(\/|\.ts$)/.test(path)),
  ).sort();
}

function hashOf(repo: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${path}\n${readFileSync(resolve(repo, path), 'utf8')}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** Sorted paths from the repository's root. */
export function judgingSources(repo: string): readonly string[] {
  const found = new Set<string>();
  const pending = [ENTRY];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const text = readFileSync(resolve(repo, path), 'utf8');
    for (const [, specifier] of text.matchAll(IMPORTS)) {
      pending.push(relative(repo, resolve(repo, dirname(path), specifier!)).replaceAll('\\', '/'));
    }
  }
  return [...found].sort();
}
