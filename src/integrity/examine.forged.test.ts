import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { validationTools } from '../app/integrity.ts';
import { InvalidFileError } from '../core/errors.ts';
import type { Severity } from '../core/record/remark.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { loadResultFile } from '../store/folder.ts';
import { parseResultFile } from '../store/parse.ts';
import { resultText } from '../store/result-store.ts';
import { validateResult } from '../store/validate.ts';
import { examine, worstSeverity } from './examine.ts';
import { FORGERIES, forgeryText, tryForgeries } from './testing/forgeries.ts';
import { forged } from './testing/forgery.ts';
import { resealed, resealedRecords } from './testing/reseal.ts';

/** `npm run bench:forge` makes 100,000 of a few cases and 2,000 of a suite, and prints how they fared. */
const isFull = process.env.RIDGEPOINT_FORGE === 'full';
const TIME_LIMIT_MS = isFull ? 7_200_000 : 60_000;

/**
 * Real runs on SwiftShader, which this very program is said to have made, so that every relation is asked. Where a kernel
 * of theirs changes, they are measured anew: `run --case …` with the four addresses, `run smoke --kernels
 * gemv/row-per-thread --time-budget 8`.
 */
const RUNS = [
  ['of four cases', 'cases.json', isFull ? 100_000 : 250],
  ['of a suite', 'suite.json', isFull ? 2000 : 250],
] as const;
const OURS = { catalogueHash: '0123456789abcdef' };

const runs = new Map<string, ResultFile>();
beforeAll(async () => {
  for (const [, name] of RUNS) {
    runs.set(name, {
      ...(await loadResultFile(join(import.meta.dirname, 'testing/runs', name))),
      ...OURS,
    });
  }
});

const remarksOn = (file: ResultFile) => examine(file, { nowMs: Date.now(), ...OURS });

/** As `validate` has it, but for conclusions: a forger draws them anew, as tried below. */
async function worstOf(changed: ResultFile, honest: ResultFile): Promise<Severity | null> {
  const file = await resealedRecords(changed, honest);
  const worst = worstSeverity(await remarksOn(file));
  return worst ?? ((await isRefused(file)) ? 'impossible' : null);
}

async function isRefused(file: ResultFile): Promise<boolean> {
  try {
    const read = await parseResultFile(resultText(file), 'forged');
    return (await validateResult(read, { ...validationTools, analyse: () => read })).length > 0;
  } catch (error) {
    if (error instanceof InvalidFileError) return true;
    throw error;
  }
}

describe.each(RUNS)('a run %s', (_, name, count) => {
  it('passes without a flag', async () => {
    expect(await remarksOn(runs.get(name)!)).toEqual([]);
  });

  it(`shows each of ${count} forgeries that its file can show`, { timeout: TIME_LIMIT_MS }, async () => {
    const file = runs.get(name)!;
    const tallies = await tryForgeries(file, count, worstOf);
    if (isFull) console.log(`${file.records.length} records\n${forgeryText(tallies)}\n`);
    const missed = tallies.filter(({ forgery, passed }) => forgery.passes === undefined && passed.length > 0);
    expect(missed.map(({ forgery, passed }) => `${forgery.id}, seeds ${passed.slice(0, 5)}`)).toEqual([]);
    expect(tallies.filter(({ refused, doubtful }) => refused + doubtful > 0).length).toBeGreaterThan(30);
    // Nor is everything refused.
    const label = tallies.find(({ forgery }) => forgery.id === 'machine/label')!;
    expect(label.refused + label.doubtful).toBe(0);
  });
});

describe('a forged run', () => {
  it('agrees with itself once everything that follows from its records is computed anew', async () => {
    const file = runs.get('cases.json')!;
    const faster = FORGERIES.find(({ id }) => id === 'times/all-shorter')!;
    const sealed = await resealed(forged(file, faster, 1)!, file);
    expect(await validateResult(sealed, validationTools)).toEqual([]);
    expect(sealed.sha256).not.toBe(file.sha256);
    expect(await remarksOn(sealed)).toEqual([]);
  });
});
