import { describe, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { sealFile } from '../../store/hash.ts';
import { resultText } from '../../store/result-store.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { readPostedResult } from './posted-result.ts';

const HOUR_MS = 3_600_000;
/** The sample began then, and took 58.3 s. */
const BEGAN_MS = Date.parse('2026-01-31T12:34:56.789Z');
const WINDOW = { fromMs: BEGAN_MS - 2000, toMs: BEGAN_MS + 60_000 };
const ASKED = { suiteId: 'quick', seed: 1, label: null };

async function posted(change: (file: ResultFile) => Partial<ResultFile> = () => ({})): Promise<string> {
  const file = await sampleResultFile();
  return resultText(await sealFile({ ...file, ...change(file) }));
}

describe('a result that was posted', () => {
  it('is taken where it is of the run that was asked for', async () => {
    expect(await readPostedResult(await posted(), ASKED, WINDOW)).toEqual(await sampleResultFile());
  });

  it('may have a label without the spaces around it, as the page keeps it', async () => {
    const text = await posted(file => ({ environment: { ...file.environment, label: 'lab box 3' } }));
    const file = await readPostedResult(text, { ...ASKED, label: '  lab box 3 ' }, WINDOW);
    expect(file.environment.label).toBe('lab box 3');
    await expect(readPostedResult(await posted(), { ...ASKED, label: '  ' }, WINDOW)).resolves.toBeDefined();
  });

  it.each([
    [{ suiteId: 'density' }, {}, 'session.suite: expected "density", as was asked for, found "quick"'],
    [{ seed: 7 }, {}, 'session.seed: expected 7, as was asked for, found 1'],
    [{ label: 'box' }, {}, 'environment.label: expected "box", as was asked for, found null'],
    [
      {},
      { fromMs: BEGAN_MS + HOUR_MS, toMs: BEGAN_MS + 2 * HOUR_MS },
      'session.startedAt: expected a run since 2026-01-31T13:34:56.789Z, found "2026-01-31T12:34:56.789Z"',
    ],
    [
      {},
      { fromMs: BEGAN_MS - 2 * HOUR_MS, toMs: BEGAN_MS - HOUR_MS },
      'session.startedAt: expected a run since 2026-01-31T10:34:56.789Z',
    ],
    [
      {},
      { fromMs: BEGAN_MS - 30_000, toMs: BEGAN_MS - 20_000 },
      'session.durationMs: a run of 58 s that began at 2026-01-31T12:34:56.789Z would still go on',
    ],
  ])('is refused where another was asked for: %j %j', async (asked, window, message) => {
    const reading = readPostedResult(await posted(), { ...ASKED, ...asked }, { ...WINDOW, ...window });
    await expect(reading).rejects.toMatchObject({
      exitCode: EXIT.invalidFile,
      message: expect.stringContaining(`the result of the page, ${message}`),
    });
  });

  it('is refused where it disagrees with itself', async () => {
    const broken = (await posted()).replace('"medianNs":42000', '"medianNs":41000');
    await expect(readPostedResult(broken, ASKED, WINDOW)).rejects.toThrow(
      'the result of the page, records[0].sha256: the record was changed after it was written (and 1 more)',
    );
    const renamed = (await posted()).replace('"discardedRounds":2', '"discardedRounds":0');
    await expect(readPostedResult(renamed, ASKED, WINDOW)).rejects.toThrow(
      'the result of the page, sha256: session, environment, versions or conclusions were changed',
    );
  });
});
