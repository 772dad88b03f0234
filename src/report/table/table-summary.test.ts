import { beforeAll, describe, expect, it } from 'vitest';
import { DEVICES } from '../../analysis/testing/records.ts';
import { answerOf } from '../../answer/answer.ts';
import {
  committedInput,
  committedPaths,
  type SyntheticInputOptions,
  syntheticInput,
} from '../../answer/testing/inputs.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { hostileResultFile, sampleResultFile } from '../../store/testing/sample-result.ts';
import { topCrossovers } from '../rows/highlights.ts';
import { crossoverText } from '../rows/overview.ts';
import { ansi } from './colour.ts';
import { cardLines } from './table-card.ts';
import { SUMMARY_LINES, toSummary } from './table-summary.ts';

let sample: ResultFile;
let committed: readonly JudgedFile[];
beforeAll(async () => {
  sample = await sampleResultFile();
  committed = await Promise.all(committedPaths().map(committedInput));
});

function synthetic(options: SyntheticInputOptions): JudgedFile {
  const input = syntheticInput(options);
  const environment = { ...sample.environment, ...input.environment };
  return { ...sample, ...input, environment, session: { ...sample.session, suite: 'quick' } };
}

const disagreement = {
  first: `records[0].summary.medianNs: ${'says 1, the samples give 2 '.repeat(9)}`,
  count: 3,
};

function expectFits(text: string, linesBelow = 0): void {
  const lines = text.trimEnd().split('\n');
  expect(lines.filter(line => [...line].length > 80)).toEqual([]);
  expect(lines.length).toBeLessThanOrEqual(SUMMARY_LINES - linesBelow);
}

describe('a summary', () => {
  it('is one screen at 80 columns, of every committed run and made-up device, whatever goes wrong', () => {
    expect(committed.length).toBeGreaterThanOrEqual(9);
    const devices = Object.keys(DEVICES) as (keyof typeof DEVICES)[];
    const files = [...committed, sample, ...devices.map(device => synthetic({ device }))];
    for (const file of files) {
      const broken = { ...file, disagreement, records: [...file.records, ...sample.records] };
      for (const one of [file, broken, { ...file, records: [] }, hostileResultFile(file)]) {
        expectFits(toSummary(one, { linesBelow: 5 }), 5);
      }
    }
  });

  it('says the card word for word, the fastest kernels and the crossovers of every committed run', () => {
    for (const file of committed) {
      const text = toSummary(file, { linesBelow: 3 });
      expect(text).toContain(cardLines(answerOf(file)).join('\n'));
      expect(text).toMatch(/^Fastest kernel +of +(ns|µs|ms) +± % /m);
      const [first] = topCrossovers(file.crossovers);
      if (first !== undefined) expect(text).toContain(crossoverText(first));
      expect(text).toContain('report FILE --full');
    }
  });

  it('says first that the file disagrees with itself, then what failed, then that a software adapter is no GPU', () => {
    const lines = toSummary({ ...sample, disagreement }).split('\n');
    expect(lines[0]).toMatch(/^This file disagrees with itself/);
    expect(lines[1]).toMatch(/ …$/);
    expect(lines[2]).toMatch(/^Failed: gemm\/naive: check: element 3 is 1\.5/);
    expect(lines.find(line => !/^(This file|Failed)/.test(line) && !line.endsWith('…'))).toBe(
      'Software adapter: the numbers describe this CPU, not a GPU.',
    );
  });

  it('says first that the clocks disagree, and marks the times', () => {
    const agreement = { ratio: 0.0125, low: 0.012, high: 0.013 };
    const clock = { ...sample.environment.clock, agreement, notes: ['A clock stood still.'] };
    const text = toSummary({ ...sample, records: [], environment: { ...sample.environment, clock } });
    expect(text).toMatch(/^The GPU's clock counts 0\.0125 ns for one of the wall clock/);
    expect(text.indexOf('A clock stood still.')).toBeLessThan(text.indexOf('What limits'));
    const disputed = { ...sample, environment: { ...sample.environment, clock } };
    expect(toSummary(disputed)).toMatch(/^Fastest kernel +of \(clocks disagree\) /m);
    expectFits(toSummary({ ...disputed, disagreement }));
  });

  it('gives every part some of the room, and says how much is left out', () => {
    const [series] = sample.crossovers;
    const crossovers = Array.from({ length: 30 }, (_, index) => ({
      ...series!,
      pattern: `pattern-${index}`,
    }));
    const text = toSummary({ ...sample, crossovers });
    expect(text).toMatch(/^Density at which .*, \d+ of 30$/m);
    expect(text).toMatch(/^ {2}pattern-0 /m);
    expect(text).toMatch(/^ {2}spmv\/csr-vector +uniform /m);
  });

  it('shows the decode step where there is one', async () => {
    const rate = {
      ...sample.findings[0]!,
      id: 'D/Llama-3-8B',
      value: 30,
      low: 29,
      high: 31,
      unit: 'tokens/s',
    };
    expect(toSummary({ ...sample, findings: [rate] })).toMatch(/^Llama-3-8B +30\.0 \(29\.0–31\.0\)/m);
  });

  it('shows cases that were asked for one by one, without an answer', () => {
    const text = toSummary({ ...sample, session: { ...sample.session, suite: 'cases' } });
    expect(text).toMatch(/probe\/read/);
    expect(text).not.toMatch(/What limits|Fastest kernel/);
    expectFits(text);
  });

  it('sets several runs side by side, then the card of each', () => {
    const text = toSummary([sample, sample]);
    expect(text).toContain('Software adapters: numbers describe CPUs');
    expect(text.split('What limits running a language model')).toHaveLength(3);
    expect(text.split('\n').filter(line => [...line].length > 80)).toEqual([]);
  });

  it('colours without moving anything', () => {
    const coloured = toSummary(sample, { paint: ansi });
    expect(coloured).not.toBe(toSummary(sample));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what is removed
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(toSummary(sample));
  });
});
