import * as fc from 'fast-check';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { DEVICES } from '../analysis/testing/records.ts';
import { type Answer, answerOf } from '../answer/answer.ts';
import { type CardRow, cardRows } from '../answer/card-rows.ts';
import type { AnswerInput } from '../answer/input.ts';
import { PRESET_IDS } from '../answer/model-presets.ts';
import { DEFAULT_CHOICE, WEIGHT_BITS } from '../answer/model-size.ts';
import { committedInput, committedPaths, syntheticInput } from '../answer/testing/inputs.ts';
import { AnswerPicture } from '../charts/card/answer-picture.tsx';
import { CARD_WIDTH, cardLayout, lineWidth, MARGIN } from '../charts/card/card-layout.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { AnswerCard } from './html/answer-card.tsx';
import { toHtml } from './html/html.tsx';
import { toMarkdown } from './markdown/markdown.ts';
import { cardSection } from './markdown/markdown-card.ts';
import { toTable } from './table/table.ts';
import { CARD_LINES, cardLines } from './table/table-card.ts';
import { toSummary } from './table/table-summary.ts';
import { REPORT_WIDTH } from './table/text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#39;': "'",
  '&quot;': '"',
};

/** Words alone: no markup, one space between any two. */
function plainText(markup: string): string {
  return markup
    .replace(/<title>.*?<\/title>|<\/?span[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|#39|quot);/g, entity => ENTITIES[entity]!)
    .replace(/\s+/g, ' ');
}

const FORMS: Readonly<Record<string, (answer: Answer) => string>> = {
  terminal: answer => cardLines(answer).join(' ').replace(/\s+/g, ' '),
  Markdown: answer =>
    cardSection(answer)
      .replace(/\\|\*\*|`|&#8203;/g, '')
      .replace(/&amp;/g, '&')
      .replace(/\s+/g, ' '),
  HTML: answer => plainText(renderToStaticMarkup(<AnswerCard answer={answer} />)),
  // As the page has it: the model is chosen in its own sentence.
  page: answer => {
    const model = { choice: answer.model?.choice ?? DEFAULT_CHOICE, onChange: () => {} };
    const markup = renderToStaticMarkup(<AnswerCard answer={answer} model={model} isTitle />);
    return plainText(markup.replace(/<select.*?<\/select>/g, ''));
  },
  picture: answer => plainText(renderToStaticMarkup(<AnswerPicture answer={answer} />)),
};

/** Every number of a text with its unit or interval. */
function numbersIn(text: string): readonly string[] {
  return text.match(/\d[\d.,]*(?: ?[%×]| [kMGT]?(?:B\/s|FLOP\/s|B))?(?: \([^)]*\))?/g) ?? [];
}

/** What must hold of every answer, whatever was measured. */
function expectTrue(input: AnswerInput, answer: Answer): void {
  const { certainty, stances, capability, model, step } = answer;
  const text = FORMS.HTML!(answer);
  expect(text).not.toMatch(/NaN|Infinity|undefined|null|n\/a|\.\.| ,| \.(?!\d)|;;/);
  expect(text).not.toMatch(/[ (]-\d/);
  const count = (wanted: string) => stances.filter(({ stance }) => stance === wanted).length;
  expect(certainty.agreeing).toBe(count('agrees'));
  if (certainty.level === 'sure') {
    expect(count('agrees')).toBeGreaterThanOrEqual(5);
    expect(count('contradicts')).toBe(0);
    expect(input.session?.unsteady).not.toBe(true);
  }
  expect(certainty.level === 'undecided').toBe(answer.regime === 'undecided');
  if (answer.asked === 'limit') {
    expect(answer.headline.startsWith('Undecided: ')).toBe(answer.regime === 'undecided');
  }
  const read = input.ceilings.find(({ id }) => id === 'read');
  const share = input.verdict.shares.bandwidth.value ?? Number.POSITIVE_INFINITY;
  const mayBeMost = read?.kind === 'memory' && share <= 1.05;
  if (/at most \d/.test(`${model?.text} ${step?.text}`)) expect(mayBeMost).toBe(true);
  if (!capability.absolute) expect(text).not.toMatch(/\d tokens\/s|B\/s|FLOP\/s/);
  const isGpu =
    input.environment.adapter.class === 'hardware' && input.environment.adapter.vendor !== 'simulated';
  expect(answer.warning === null).toBe(isGpu);
  for (const rate of [
    model?.memory,
    model?.arithmetic,
    model?.launching,
    capability.read,
    capability.bestRate,
  ]) {
    if (rate) expect(rate.low <= rate.value && rate.value <= rate.high).toBe(true);
  }
}

function expectFits(answer: Answer): void {
  const lines = cardLines(answer);
  expect(lines.length).toBeLessThanOrEqual(CARD_LINES);
  expect(lines.filter(line => [...line].length > REPORT_WIDTH)).toEqual([]);
  for (const { text, x, y, tone, fontSize } of cardLayout(answer)) {
    expect(x + lineWidth(text, tone, fontSize)).toBeLessThanOrEqual(CARD_WIDTH - MARGIN + 1e-6);
    expect(y).toBeLessThan(630 - 44);
    expect(fontSize).toBeGreaterThanOrEqual(12);
  }
}

/** The subject of the model's sentence and its context are controls there. */
function pageText({ id, text }: CardRow, { model }: Answer): string {
  return id === 'model' ? model!.text.replace(/ \([\d,]+ positions\)/, '') : text;
}

/** The same sentences, numbers and intervals, word for word; in a terminal those of the rows that have room. */
function expectSame(answer: Answer): void {
  const rows = cardRows(answer);
  for (const [name, form] of Object.entries(FORMS)) {
    const text = form(answer);
    for (const said of [answer.question, answer.headline, answer.capabilityText, answer.warning ?? ''])
      expect(text, name).toContain(said);
    const shown = name === 'terminal' ? rows.filter(row => text.includes(`${row.label}: `)) : rows;
    // What most readers look for has room in every form.
    for (const id of ['sure', 'model']) {
      expect(
        shown.some(row => row.id === id),
        `${name}, ${id}`,
      ).toBe(rows.some(row => row.id === id));
    }
    for (const row of shown) expect(text, name).toContain(name === 'page' ? pageText(row, answer) : row.text);
    const all = [
      answer.question,
      answer.headline,
      answer.capabilityText,
      answer.origin,
      ...rows.flatMap(row => [row.text, row.command]),
    ].join(' ');
    expect(
      numbersIn(text).filter(number => !all.includes(number)),
      name,
    ).toEqual([]);
    expect(text.indexOf(answer.warning ?? ''), name).toBeLessThanOrEqual(text.indexOf(answer.question));
  }
}

describe('the answer card', () => {
  it('says the same in terminal, Markdown, HTML, page and picture, of every committed file and made-up device', async () => {
    const committed = await Promise.all(committedPaths().map(committedInput));
    expect(committed.length).toBeGreaterThanOrEqual(9);
    const devices = Object.keys(DEVICES) as (keyof typeof DEVICES)[];
    for (const input of [...committed, ...devices.map(device => syntheticInput({ device }))]) {
      const answer = answerOf(input);
      expectTrue(input, answer);
      expectSame(answer);
      expectFits(answer);
    }
  });

  it('stands at the head of every report of every committed file', async () => {
    const reports: Readonly<Record<string, (file: ResultFile) => string>> = {
      summary: file => toSummary(file),
      table: file => toTable(file),
      Markdown: file => toMarkdown(file).replace(/\\|\*\*|`|&#8203;/g, ''),
      HTML: file => plainText(toHtml(file).replace(/<style>.*?<\/style>/s, '')),
    };
    for (const file of await Promise.all(committedPaths().map(committedInput))) {
      const { headline, capabilityText, certainty, question } = answerOf(file);
      for (const [name, report] of Object.entries(reports)) {
        const text = report(file).replace(/\s+/g, ' ').slice(0, 2000);
        for (const said of [question, headline, capabilityText, certainty.text]) {
          expect(text, name).toContain(said.replaceAll('&', name === 'Markdown' ? '&amp;' : '&'));
        }
      }
    }
  });

  it('is true of whatever a run got to, on whatever device, for whatever model', () => {
    const states = fc.record({
      device: fc.constantFrom(...(Object.keys(DEVICES) as (keyof typeof DEVICES)[])),
      rounds: fc.constantFrom(4, 8),
      measured: fc.double({ min: 0, max: 1, noNaN: true }),
      session: fc.record({
        ended: fc.constantFrom('complete', 'time-cap', 'interrupted', 'device-lost'),
        unsteady: fc.boolean(),
      }),
      vendor: fc.constantFrom('synthetic', 'simulated'),
      clockRatio: fc.constantFrom(1, 3),
    });
    const choices = fc.record({
      model: fc.constantFrom(...PRESET_IDS, 'other'),
      parameters: fc.double({ min: 1e6, max: 1e13, noNaN: true }),
      bitsPerWeight: fc.constantFrom(...WEIGHT_BITS),
      positions: fc.nat(200_000),
      cacheBytes: fc.constantFrom(1, 2, 4),
    });
    fc.assert(
      fc.property(states, choices, (state, choice) => {
        const input = syntheticInput(state);
        const answer = answerOf(input, choice);
        expectTrue(input, answer);
        expectSame(answer);
        expectFits(answer);
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  it('is true without any ceiling, and of a run that still goes on', () => {
    const { session: _, ...running } = syntheticInput();
    const without = { ...running, ceilings: [] };
    for (const input of [running, without]) {
      const answer = answerOf(input);
      expectTrue(input, answer);
      expectSame(answer);
    }
    expect(answerOf(without).capabilityText).toMatch(
      /^The best kernel reads .*; what can be read at most was not measured\.$/,
    );
    expect(answerOf(without).model!.text).toMatch(/about .* at the rate of the best kernel/);
  });

  it('breaks names that are longer than a line, in terminal and picture', () => {
    const answer = answerOf(syntheticInput());
    const name = `${'m'.repeat(300)}.mtx`;
    const matrix = {
      name,
      density: 0.1,
      kernelId: null,
      format: null,
      timesFaster: null,
      timesFasterThanCsr: null,
      bytesRatio: 5,
      evidence: [],
      text: '10 % nonzero.',
    };
    expectFits({ ...answer, matrices: [matrix, matrix], headline: name });
  });
});
