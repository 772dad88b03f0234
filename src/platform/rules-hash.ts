import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

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
  const hash = createHash('sha256');
  for (const path of judgingSources(repo)) {
    hash.update(`${path}\n${readFileSync(resolve(repo, path), 'utf8')}\n`);
  }
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
