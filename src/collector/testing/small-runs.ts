import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examineFile, validationTools } from '../../app/integrity.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import { impossibleIn } from '../../core/record/remark.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { sealFile } from '../../store/hash.ts';
import { parseResultFile } from '../../store/parse.ts';
import { resultText } from '../../store/result-store.ts';
import { validateResult } from '../../store/validate.ts';

const COMMITTED = '../../../results/nvidia-h200/2026-11-27-smoke-node-4f9c02ca.json';

/** A whole section of the committed run, since rounds with gaps are impossible; small, so that a thousand are sent in seconds. */
const SECTION = 'gemm';

export interface SmallRun {
  readonly sha256: string;
  readonly text: string;
  readonly file: ResultFile;
}

/** Runs that differ in their label alone, cut from a real one and judged anew. */
export async function smallRuns(count: number): Promise<readonly SmallRun[]> {
  const text = readFileSync(join(import.meta.dirname, COMMITTED), 'utf8');
  const whole = await parseResultFile(text, 'committed');
  const judgedBy = { ...whole.judgedBy, rulesHash: validationTools.rulesHash };
  const cut = {
    ...whole,
    judgedBy,
    thresholds: validationTools.thresholds,
    records: whole.records.filter(isInSection),
  };
  const judged = { ...cut, ...validationTools.analyse(cut) };
  const runs: SmallRun[] = [];
  for (let i = 0; i < count; i++) {
    const environment = { ...judged.environment, label: `machine ${i}` };
    const file = await sealFile({ ...judged, environment });
    runs.push({ sha256: file.sha256, text: resultText(file), file });
  }
  return runs;
}

function isInSection(record: BenchRecord): boolean {
  return record.status === 'ok' && record.samples[0]?.group.split('/')[0] === SECTION;
}

/** Whether a text is a run that agrees with itself, asked of the store and not of the collector. */
export async function isValidRun(text: string): Promise<boolean> {
  try {
    const file = await parseResultFile(text.replace(/^\uFEFF/, ''), 'answer');
    const faults = await validateResult(file, validationTools);
    return faults.length === 0 && impossibleIn(await examineFile(file)) === null;
  } catch {
    return false;
  }
}
