import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ResultFile } from '../core/record/result-file.ts';
import { listResultFiles, loadResultFile } from '../store/folder.ts';
import { hostileResultFile, sampleResultFile } from '../store/testing/sample-result.ts';
import { toSurveyHtml } from './html/html.tsx';
import { outcomeText, type Survey, type SurveyStep, surveySummary } from './rows/survey.ts';
import { toSurveyTable } from './table/table-survey.ts';

const CARD = join(import.meta.dirname, '../../results/nvidia-h200');

/** The committed runs of a card. */
let files: readonly ResultFile[];
let sample: ResultFile;
beforeAll(async () => {
  const names = await listResultFiles(CARD);
  files = await Promise.all(names.map(name => loadResultFile(join(CARD, name))));
  sample = await sampleResultFile();
});

const STEP_IDS = ['smoke', 'quick', 'batch1', 'vendor'];

const SKIPPED: SurveyStep = {
  id: 'density',
  state: 'skipped',
  outcome: 'skipped: it needs 1 min 20 s to say anything, and 34 s are left',
  result: null,
};

function surveyOf(results: readonly ResultFile[], environment = results[0]!.environment): Survey {
  const steps = results.map(
    (file, index): SurveyStep => ({
      id: STEP_IDS.find(id => id === file.session.suite) ?? 'quick',
      state: 'done',
      outcome: outcomeText(file),
      result: { file, name: `run-${index}.json` },
    }),
  );
  return {
    environment,
    startedAt: '2026-11-27T08:00:00.000Z',
    tookMs: 843_000,
    programVersion: '0.1.0',
    steps: [...steps, SKIPPED],
  };
}

describe('the summary of a survey', () => {
  it('answers by the suite that goes furthest, and takes the rest from where it was measured best', () => {
    const { answer, ceilings, crossovers, decode, vendor, subtitle } = surveySummary(surveyOf(files));
    expect(answer?.session.suite).toBe('batch1');
    expect(ceilings).toMatchObject({ from: 'batch1', facts: [{ label: 'read' }, {}, {}, {}, {}] });
    expect(crossovers.from).toBe('quick');
    expect(crossovers.facts[0]!.text).toMatch(/^crosses at density/);
    expect(new Set(crossovers.facts.map(({ label }) => label.split(' ')[0])).size).toBe(
      crossovers.facts.length,
    );
    expect(decode).toBeNull();
    expect(vendor?.names).toEqual(['ours', 'vendor', 'vendor ÷ ours']);
    expect(subtitle).toContain('5 of 6 steps in 14 min 3 s');
  });

  it('says of every step what came of it', () => {
    const partial = { ...sample.session, ended: 'partial' as const, lastSection: 'Ceilings' };
    expect(outcomeText({ ...sample, session: partial })).toMatch(
      /^cut off after section “Ceilings”, .*, \d+ of \d+ cases measured, \d+ failed$/,
    );
    const text = toSurveyTable(surveyOf([sample]));
    expect(text).toMatch(/^ {2}quick +complete in .* cases measured/m);
    expect(text).toMatch(/^ {2}density +skipped: it needs 1 min 20 s/m);
    expect(text).toContain('describe this CPU, not a GPU');
  });

  it('stands where nothing was measured', () => {
    const survey = { ...surveyOf([sample]), steps: [SKIPPED] };
    expect(toSurveyTable(survey)).not.toContain('Verdict');
    expect(toSurveyHtml(survey)).toContain('skipped: it needs');
  });

  it('keeps every line within 80 columns, whatever the files hold', () => {
    for (const survey of [surveyOf(files), surveyOf([hostileResultFile(sample)])]) {
      const lines = toSurveyTable(survey).split('\n');
      expect(lines.filter(line => [...line].length > 80)).toEqual([]);
    }
  });
});

describe('the page of a survey', () => {
  it('has no script, fetches nothing, and leads to nothing but files beside it', () => {
    const html = toSurveyHtml(surveyOf([...files, hostileResultFile(sample)]));
    expect(html).not.toMatch(/<script|<iframe|<object|<link|<img|<base|<form|url\(|@import/i);
    const links = [...html.matchAll(/ href="([^"]*)"/g)].map(match => match[1]!);
    expect(links).toHaveLength(files.length + 1);
    expect(links.every(link => /^\.\/run-\d\.json$/.test(link))).toBe(true);
    expect(html).not.toMatch(/\p{Bidi_Control}/u);
  });

  it('holds the whole report of every step, folded', () => {
    const html = toSurveyHtml(surveyOf(files));
    expect(html.match(/<details class="report"><summary>/g)).toHaveLength(files.length);
    expect(html.match(/<article>/g)).toHaveLength(files.length);
  });
});
