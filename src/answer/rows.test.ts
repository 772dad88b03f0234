import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { denseFacts, okRecord, sparseFacts, steadyTimes } from '../analysis/testing/records.ts';
import { judgeSectionId } from '../core/asked-suites.ts';
import type { Finding } from '../core/record/finding.ts';
import type { BenchRecord } from '../core/record/record.ts';
import { answerOf, hasAnswer } from './answer.ts';
import { cardRows } from './card-rows.ts';
import type { AnswerInput } from './input.ts';
import { DEFAULT_CHOICE } from './model-size.ts';
import { syntheticInput } from './testing/inputs.ts';

/** A run of these records alone. */
function inputOf(records: readonly BenchRecord[], suite = 'density'): AnswerInput {
  const { environment, session } = syntheticInput();
  const whole = { ...environment, features: [], limits: {}, toggles: [], label: null };
  const runtime = { name: 'node', version: '20', platform: 'linux' };
  return {
    records,
    environment,
    session: { ...session!, suite },
    ...analyze(records, { ...whole, runtime }),
  };
}

const SIDE = 4096;
const DENSITY = 0.0094;
const FILE = { generator: 'file', params: { name: 'larva.mtx', m: SIDE, n: SIDE }, seed: 1 };

/** A file's matrix, dense in 20 ms and as CSR in so many, in common rounds. */
function matrixRecords(csrNs: number, name = 'larva.mtx'): readonly BenchRecord[] {
  const problemSpec = { ...FILE, params: { ...FILE.params, name } };
  const facts = sparseFacts(name, SIDE, SIDE, DENSITY);
  return [
    okRecord({
      problemSpec,
      problem: facts,
      work: { compulsoryBytes: 4 * SIDE * SIDE },
      timesNs: steadyTimes(2e7, 20),
      group: name,
    }),
    okRecord({
      kernelId: 'spmv/csr-vector',
      format: 'csr-f32',
      problemSpec,
      problem: facts,
      timesNs: steadyTimes(csrNs, 20),
      group: name,
    }),
  ];
}

describe('your matrix', () => {
  it('is faster as CSR by so much, beside what stored bytes predict', () => {
    const [matrix] = answerOf(inputOf(matrixRecords(1e6))).matrices;
    // 4·4096² ÷ (8·157,706 + 4·4097) = 67,108,864 ÷ 1,278,036.
    expect(matrix!.bytesRatio).toBeCloseTo(52.5, 1);
    expect(matrix!.timesFaster!.value).toBeCloseTo(20, 6);
    expect(matrix!.text).toMatch(
      /^0\.940 % nonzero: CSR is 20\.0× \(\d\d\.\d–20\.\d\) faster than the best dense kernel; stored bytes alone predict 52\.5×\.$/,
    );
    expect(matrix!.evidence).toHaveLength(2);
    expect(cardRows(answerOf(inputOf(matrixRecords(1e6)))).at(-1)!.text).toMatch(/^larva\.mtx, 0\.940 %/);
  });

  it('is slower as CSR, or neither, where that was measured', () => {
    const text = (csrNs: number) => answerOf(inputOf(matrixRecords(csrNs))).matrices[0]!.text;
    expect(text(4e7)).toContain('the best dense kernel is 2.00× (');
    expect(text(2e7)).toContain('take the same time within the noise');
  });

  it('says which kernel was timed alone', () => {
    const csr = matrixRecords(1e6).slice(1);
    expect(answerOf(inputOf(csr)).matrices[0]!.text).toContain(
      'spmv/csr-vector takes 1.00 ms; no dense kernel was timed beside it',
    );
  });

  it('has a line for each of two, and one for all others', () => {
    const records = ['a.mtx', 'b.mtx', 'c.mtx', 'd.mtx'].flatMap(name => matrixRecords(1e6, name));
    const rows = cardRows(answerOf(inputOf(records))).filter(({ id }) => id === 'matrix');
    expect(rows.map(({ text }) => text.slice(0, 6))).toEqual(['a.mtx,', 'b.mtx,', 'And 2 ']);
  });
});

describe('your kernel', () => {
  const group = judgeSectionId(0);
  const sampled = (kernelId: string, ns: number, firstIndex: number) => {
    const record = okRecord({ kernelId, problem: denseFacts(64, 64), timesNs: steadyTimes(ns, 12), group });
    return { ...record, samples: record.samples.map(one => ({ ...one, index: 2 * one.index + firstIndex })) };
  };

  it('is raced against the fastest, with the ratio and the command that repeats it', () => {
    const race = inputOf([sampled('gemv/mine', 5000, 0), sampled('gemv/rival', 6000, 1)], 'race');
    const answer = answerOf(race);
    expect(answer.question).toBe('Which kernel is faster on this GPU?');
    expect(answer.headline).toMatch(
      /^gemv\/mine is faster: gemv\/rival, the fastest of its rivals, takes 1\.20 \(1\.\d+–1\.\d+\) times as long\.$/,
    );
    expect(cardRows(answer)).toEqual([
      {
        id: 'kernel',
        label: 'Your kernel',
        text: answer.headline,
        command: "npm run -s ridgepoint -- race gemv/mine --problem 'dense(m=64,n=64)#1'",
      },
    ]);
  });

  it('has no answer where cases were asked for one by one', () => {
    expect(hasAnswer(inputOf([], 'cases'))).toBe(false);
    expect(hasAnswer(inputOf([], 'quick'))).toBe(true);
  });
});

describe('the measured decode step', () => {
  const finding = (id: string, value: number, high: number | null = value + 1): Finding => ({
    id,
    value,
    high,
    low: value - 1,
    title: id,
    status: 'undecided',
    unit: 'tokens/s',
    evidence: [record.address],
    reason: '',
  });
  const record = okRecord({
    kernelId: 'decode/block',
    operation: 'decode',
    problemSpec: { generator: 'transformer', params: { model: 'gpt2-xl', context: 1024 }, seed: 1 },
  });
  const withSteps = (...findings: Finding[]) => {
    const input = syntheticInput();
    return { ...input, records: [...input.records, record], findings: [...input.findings, ...findings] };
  };

  it('stands beside its own ceiling', () => {
    const { step } = answerOf(withSteps(finding('D/gpt2-xl', 30), finding('D/gpt2-xl/roof', 34)));
    expect(step!.text).toBe(
      'GPT-2 XL, f32 blocks, 1,024 positions: 30.0 (29.0–31.0) of at most 34.0 (33.0–35.0) tokens/s.',
    );
  });

  it('is that of the chosen model where it was timed, and open where its time may be 0', () => {
    const input = withSteps(finding('D/gpt2-xl', 30), finding('D/llama-3-8b', 8, null));
    expect(answerOf(input).step!.text).toContain(
      'Llama-3-8B, f32 blocks, 1,024 positions: 8.00 (over 7.00) tokens/s.',
    );
    expect(answerOf(input, { ...DEFAULT_CHOICE, model: 'gpt2-xl' }).step!.model).toBe('GPT-2 XL');
  });

  it('says which suite times one where none was', () => {
    const rows = cardRows(answerOf(syntheticInput()));
    expect(rows.find(({ id }) => id === 'step')!.text).toContain('the suite decode times one');
  });
});

describe('burst and sustained rate', () => {
  const readOver = (spanMs: number, slowdown: number) => {
    const input = syntheticInput();
    const address = input.ceilings.find(({ id }) => id === 'read')!.evidence[0];
    const records = input.records.map(one => {
      if (one.address !== address || one.status !== 'ok') return one;
      const last = one.samples.length - 1;
      const samples = one.samples.map((sample, i) => ({
        ...sample,
        startedAtMs: (spanMs * i) / last,
        totalNs: sample.dispatches * 1e5 * (1 + (slowdown * i) / last),
      }));
      return { ...one, samples };
    });
    return answerOf({ ...input, records });
  };

  it('are told apart where reading slows down over the session by more than 5 %', () => {
    const { capability, capabilityText } = readOver(30_000, 0.3);
    expect(capability.slowing!.burst.value / capability.slowing!.sustained.value).toBeCloseTo(1.25 / 1.05, 1);
    expect(capabilityText).toMatch(/Reading slows from \d+ GB\/s \(.*\) to \d+ GB\/s/);
  });

  it('are one where it does not, or the session is too short to tell', () => {
    expect(readOver(30_000, 0.02).capability.slowing).toBeNull();
    expect(readOver(3_000, 0.3).capability.slowing).toBeNull();
  });
});
