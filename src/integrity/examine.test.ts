import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listResultFiles, loadResultFile } from '../store/folder.ts';
import { examine, relations, worstSeverity } from './examine.ts';

const results = join(import.meta.dirname, '../../results');

describe('every committed run', () => {
  it('breaks no relation', async () => {
    for (const name of await listResultFiles(results)) {
      const remarks = await examine(await loadResultFile(join(results, name)), { nowMs: Date.now() });
      expect(
        remarks.filter(({ severity }) => severity !== 'unknown'),
        name,
      ).toEqual([]);
    }
  });
});

describe('relations', () => {
  it('have ids that are their paths, each one once', () => {
    const paths = Object.keys(import.meta.glob('./*/*.relation.ts')).map(path =>
      path.replace(/^\.\/|\.relation\.ts$/g, ''),
    );
    expect(relations.map(({ id }) => id)).toEqual(paths.sort());
  });

  it('are as bad as the worst that is broken', () => {
    const remark = (severity: 'impossible' | 'doubtful' | 'unknown') => ({
      relation: '',
      severity,
      where: '',
      message: '',
    });
    expect(worstSeverity([])).toBeNull();
    expect(worstSeverity([remark('unknown'), remark('doubtful')])).toBe('doubtful');
    expect(worstSeverity([remark('doubtful'), remark('impossible')])).toBe('impossible');
  });
});
