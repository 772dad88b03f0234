import { beforeAll, describe, expect, it } from 'vitest';
import { compareSides, type SidesComparison } from '../../analysis/compare/sides/compare-sides.ts';
import { sideRun } from '../../analysis/compare/sides/side.ts';
import { simulatedSide } from '../../analysis/compare/testing/simulated-sides.ts';
import { DEFAULT_CHOICE } from '../../answer/model-size.ts';
import { committedInput, committedPaths } from '../../answer/testing/inputs.ts';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { hostileResultFile } from '../../store/testing/sample-result.ts';
import { ansi } from '../table/colour.ts';
import { toCompareCsv } from './compare-csv.ts';
import { toCompareJson } from './compare-json.ts';
import { toCompareMarkdown } from './compare-markdown.ts';
import { COMPARE_LINES, toCompareTable } from './compare-table.ts';
import { deviationText, ratioText } from './compare-words.ts';
import { type Comparison, type ComparisonOptions, comparisonOf } from './comparison.ts';

let committed: readonly JudgedFile[];
let sides: SidesComparison;
beforeAll(async () => {
  committed = await Promise.all(committedPaths().map(committedInput));
  sides = compareSides(
    simulatedSide({ seed: 1, runCount: 3 }),
    simulatedSide({ seed: 2, runCount: 2, slowness: 1.5 }),
  )!;
}, 60_000);

function comparison(files: readonly JudgedFile[], options: Partial<ComparisonOptions> = {}): Comparison {
  const compared = files.map(file => ({ file, origin: 'others', standing: 'checked' }) as const);
  return comparisonOf(compared, {
    choice: DEFAULT_CHOICE,
    differences: false,
    sides: null,
    notes: [],
    ...options,
  });
}

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split('\n');
}

function tooWide(text: string): readonly string[] {
  return linesOf(text).filter(line => [...line].length > 80);
}

const NOTES = [
  'Only the one machine is on both sides, and that takes a sentence of more than a line to say.',
  'So.',
  'And so.',
];

describe('a comparison on a terminal', () => {
  it('is one screen at 80 columns, with sides or without, of committed and of hostile runs', () => {
    const hostile = committed.map(hostileResultFile);
    for (const files of [committed, hostile, committed.slice(0, 1), []]) {
      for (const options of [{}, { sides }, { sides, notes: NOTES }, { differences: true }]) {
        const made = comparison(files, options);
        const screen = toCompareTable(made, { full: false });
        expect(tooWide(screen)).toEqual([]);
        expect(linesOf(screen).length).toBeLessThanOrEqual(COMPARE_LINES);
        expect(tooWide(toCompareTable(made, { full: true }))).toEqual([]);
      }
    }
  });

  it('names every machine, what it reads, what limits it and how many tokens/s that is', () => {
    const text = toCompareTable(comparison(committed), { full: false });
    expect(text).toMatch(/^\d nvidia-h200, node +[34] +4\.16 TB\/s +60\.6 TFLOP\/s +\w+ +955$/m);
    expect(text).toMatch(/SwiftSh.*none of them +0\.128$/m);
    expect(text).toContain('Llama-3-8B at 4.5 bits a weight');
    expect(text.replaceAll('\n', ' ')).toContain('Software adapters: their numbers describe CPUs.');
  });

  it('shows processors beside processors only', () => {
    const { sections } = comparison(committed).table;
    expect(sections.length).toBeGreaterThan(0);
    for (const { machines } of sections) expect(new Set(machines.map(machine => machine.class)).size).toBe(1);
  });

  it('says of two sides what they are over all and by kernel, what is assumed, and the worst first', () => {
    const text = toCompareTable(comparison([], { sides }), { full: false });
    expect(text).toMatch(
      /^Over all: slower\. 24 cases of 8 kernels take 1\.\d+ \(1\.\d+–1\.\d+\) times as long/m,
    );
    expect(text).toMatch(/Between runs: .* measured\. Within ±2 % is the same/s);
    expect(text).toMatch(/^ {2}gemv\/k\d +3 +1\.\d+ \(1\.\d+–1\.\d+\) +slower$/m);
  });

  it('says where launches were not the same, and where that is not known', () => {
    const [first, second, ...rest] = sides.cases;
    const cases = [{ ...first!, sameLaunch: false }, { ...second!, sameLaunch: null }, ...rest];
    const text = toCompareTable(comparison([], { sides: { ...sides, cases } }), { full: false }).replaceAll(
      '\n',
      ' ',
    );
    expect(text).toContain('1 of 24 cases executed another launch on each side');
    expect(text).toContain('Of 1 case it is not known whether the launches were the same.');
  });

  it('leaves the end of an interval open where it says nothing', () => {
    const text = (value: number, low: number, high: number) => ratioText({ ratio: { value, low, high } });
    expect(text(1.31, 1.28, 1.349)).toBe('1.31 (1.28–1.35)');
    expect(text(0.57, 2.76e-15, 1.19e14)).toBe('0.570 (0–∞)');
    expect(text(150, 140, 160)).toBe('150 (140–160)');
  });

  it('says so where runs lie no further apart than their samples', () => {
    const quiet = { value: 0, degrees: 2, source: 'runs' } as const;
    const text = deviationText({ ...sides, a: { ...sides.a, deviation: quiet } });
    expect(text).toContain(' and nothing beyond what varies within them.');
  });

  it('is coloured without any other change', () => {
    const made = comparison(committed, { sides });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken away
    const bare = toCompareTable(made, { full: false, paint: ansi }).replace(/\u001b\[\d+m/g, '');
    expect(bare).toBe(toCompareTable(made, { full: false }));
  });
});

describe('a comparison in full', () => {
  it('has every cell in CSV, each with the run that it is from', () => {
    const made = comparison(committed);
    const [head, ...lines] = toCompareCsv(made).trimEnd().split('\r\n');
    const cells = made.table.sections.flatMap(({ rows }) =>
      rows.flatMap(row => row.cells.filter(cell => cell !== null)),
    );
    expect(lines).toHaveLength(cells.length);
    expect(head?.split(',')).toContain('share_of_roof');
    for (const [index, { run }] of cells.entries()) expect(lines[index]).toContain(run.sha256);
  });

  it('has the verdict of two sides in CSV instead, all kernels together first', () => {
    const lines = toCompareCsv(comparison(committed, { sides })).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2 + sides.kernels.length);
    expect(lines[1]).toMatch(/^\*,24,1\.\d+,1\.\d+,1\.\d+,slower,0,0,3,2$/);
  });

  it('is JSON with all numbers, machines by number', () => {
    const made = comparison(committed, { sides, notes: NOTES });
    const data = JSON.parse(toCompareJson(made, '0.1.0'));
    expect(data.machines).toHaveLength(made.machines.length);
    expect(data.sides.overall).toEqual({ outcome: 'slower', ratio: sides.overall.ratio });
    expect(data.sides.baseline.runs).toHaveLength(3);
    expect(data.sections).toHaveLength(made.table.sections.length);
    expect(data.notes).toEqual(NOTES);
  });

  it('is Markdown in which no text of a file is more than text', () => {
    const [first] = committed;
    const label = '<img src=x> | **bold** [x](http://x)';
    const file = { ...first!, environment: { ...first!.environment, label } };
    const text = toCompareMarkdown(comparison([file], { sides }));
    expect(text).not.toMatch(/(^|[^\\])<img/);
    expect(text).not.toContain('**bold**');
    expect(text).toContain('**Over all: slower.**');
    expect(text).toContain('| `gemv/k0` | 3 |');
  });

  it('keeps a run that was timed in two files of one machine once', () => {
    const [first] = committed;
    expect(comparison([first!, first!]).machines).toHaveLength(1);
    expect(compareSides([sideRun(first!)], [sideRun(first!)].slice(1))).toBeNull();
  });
});
