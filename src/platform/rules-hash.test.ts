import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judgingSources, rulesHash } from './rules-hash.ts';

const REPO = join(import.meta.dirname, '../..');

let repo: string;
beforeEach(async () => {
  repo = await mkdtemp(join(tmpdir(), 'ridgepoint-rules-'));
  await mkdir(join(repo, 'src/analysis'), { recursive: true });
  await mkdir(join(repo, 'src/core'), { recursive: true });
  await write(
    'analysis/analyze.ts',
    "import type { T } from '../core/type.ts';\nimport {\n  a,\n  type B,\n} from './a.ts';\nexport const c: T = a;\n",
  );
  await write('analysis/a.ts', "export { a } from '../core/b.ts';\n");
  await write('core/b.ts', 'export const a = 1;\n');
  await write('core/type.ts', 'export type T = number;\n');
});
afterEach(() => rm(repo, { recursive: true, force: true }));

const write = (path: string, text: string) => writeFile(join(repo, 'src', path), text);

describe('the hash of the rules', () => {
  it('covers all that judging imports, directly or not, types apart', () => {
    expect(judgingSources(repo)).toEqual(['src/analysis/a.ts', 'src/analysis/analyze.ts', 'src/core/b.ts']);
  });

  it('changes with a rule, and not with a type or what judges nothing', async () => {
    const before = rulesHash(repo);
    await write('core/type.ts', 'export type T = string;\n');
    await write('core/other.ts', 'export const other = 1;\n');
    expect(rulesHash(repo)).toBe(before);
    await write('core/b.ts', 'export const a = 2;\n');
    expect(rulesHash(repo)).not.toBe(before);
  });

  it('of this program covers thresholds, claims and statistics, and no figure', () => {
    const sources = judgingSources(REPO);
    for (const path of ['src/analysis/thresholds.ts', 'src/analysis/claims/c4.ts', 'src/stats/bootstrap.ts'])
      expect(sources).toContain(path);
    expect(sources.filter(path => /^src\/(charts|report|gpu|measure)\//.test(path))).toEqual([]);
    expect(rulesHash(REPO)).toBe(__RULES_HASH__);
  });
});
