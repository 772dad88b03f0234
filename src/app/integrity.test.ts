import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import { DEVICES, syntheticEnvironment, syntheticRun } from '../analysis/testing/records.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { listResultFiles, loadResultFile } from '../store/folder.ts';
import { sealFile, sealRecord } from '../store/hash.ts';
import { parseResultFile } from '../store/parse.ts';
import { resultText } from '../store/result-store.ts';
import { sampleResultFile } from '../store/testing/sample-result.ts';
import { validateResult } from '../store/validate.ts';
import { validationTools } from './integrity.ts';

/** A whole made-up run, analysed by the program itself, through the text of a file. */
async function wholeRun(): Promise<ResultFile> {
  const environment = syntheticEnvironment(DEVICES.loadBound);
  const records = await Promise.all(syntheticRun({ device: DEVICES.loadBound, rounds: 10 }).map(sealRecord));
  const analysis = analyze(records, environment);
  const sample = await sampleResultFile();
  const file = await sealFile({
    ...sample,
    judgedBy: { programVersion: '0.1.0', rulesHash: validationTools.rulesHash },
    environment,
    records,
    ...analysis,
    thresholds: THRESHOLDS,
  });
  return parseResultFile(resultText(file), 'run.json');
}

describe('validationTools', () => {
  it('accept a run that the program wrote, and reject another verdict or ceiling', async () => {
    const file = await wholeRun();
    expect(await validateResult(file, validationTools)).toEqual([]);

    const verdict = { ...file.verdict, regime: 'bandwidth' as const };
    expect(await validateResult(await sealFile({ ...file, verdict }), validationTools)).toMatchObject([
      { place: 'verdict.regime' },
    ]);

    const [first, ...others] = file.ceilings;
    const ceilings = [{ ...first!, value: first!.value * 1.01 }, ...others];
    expect(await validateResult(await sealFile({ ...file, ceilings }), validationTools)).toMatchObject([
      { place: 'ceilings[0].value' },
    ]);
  });
});

describe('every committed result file', () => {
  const folder = join(import.meta.dirname, '../../results');

  it('is read and agrees with itself, whatever the rules of today', async () => {
    const names = await listResultFiles(folder);
    expect(names.length).toBeGreaterThanOrEqual(4);
    for (const name of names) {
      const file = await loadResultFile(join(folder, name));
      expect(await validateResult(file, validationTools), name).toEqual([]);
    }
  });
});
