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

describe('a session that went on after a wait for more time', () => {
  it('has room for the samples after the wait', async () => {
    const [name] = await listResultFiles(results);
    const file = await loadResultFile(join(results, name!));
    const shorter = (continued: object) => ({
      ...file,
      session: { ...file.session, durationMs: file.session.durationMs / 2, ...continued },
    });
    const late = async (run: typeof file) =>
      (await examine(run, { nowMs: Date.now() })).filter(
        ({ relation }) => relation === 'time/inside-session',
      );
    const wait = { atMs: 1, waitedMs: file.session.durationMs / 2 };
    expect(await late(shorter({}))).not.toEqual([]);
    expect(await late(shorter({ continued: [wait] }))).toEqual([]);
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
