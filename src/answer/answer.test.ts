import { describe, expect, it } from 'vitest';
import { answerOf } from './answer.ts';
import { DEFAULT_CHOICE } from './model-size.ts';
import { committedInput, syntheticInput } from './testing/inputs.ts';

const H200 = 'results/nvidia-h200/2026-11-27-quick-node-5a1aed5e.json';

/** By hand, from the H200's file and the formulae: bytes, FLOPs and launches of a token of Llama-3-8B. */
const BYTES = (7_504_924_672 * 4.5) / 8 + 1024 * 131_072;
const FLOPS = 2 * 7_504_924_672 + 4 * 32 * 32 * 128 * 1024;
const LAUNCHES = 32 * 9;

describe('the tokens/s of a model', () => {
  it('are what memory, arithmetic and launching of the H200 allow, with their intervals', async () => {
    const input = await committedInput(H200);
    const { memory, arithmetic, launching, text } = answerOf(input).model!;
    const [read, fma] = ['read', 'fma'].map(id => input.ceilings.find(ceiling => ceiling.id === id)!);
    const t0 = input.findings.find(({ id }) => id === 'E7-wall')!;
    expect(memory).toEqual({
      value: read!.value / BYTES,
      low: read!.low / BYTES,
      high: read!.high / BYTES,
      basis: 'ceiling',
    });
    expect(memory!.value).toBeCloseTo(4_158_542_161_838.719 / 4_355_737_856, 6);
    expect(arithmetic!.value).toBeCloseTo(fma!.value / FLOPS, 6);
    expect([arithmetic!.low, arithmetic!.high]).toEqual([fma!.low / FLOPS, fma!.high / FLOPS]);
    expect(launching!.value).toBeCloseTo(1e9 / (LAUNCHES * t0.value!), 6);
    expect(launching!.low).toBeCloseTo(1e9 / (LAUNCHES * t0.high!), 6);
    expect(text).toContain('reads 4.36 GB a token (1,024 positions): at most 955 (954–955) tokens/s.');
    expect(text).toContain(
      'Arithmetic would allow 3,900 (3,890–3,910), launching 1,350 (1,230–1,370) with 9 launches',
    );
    expect(text).toContain('It needs 4.65 GB of memory');
  });

  it('follow the reader: parameters, bits, positions', () => {
    const input = syntheticInput();
    const other = { ...DEFAULT_CHOICE, model: 'other', parameters: 3e9, bitsPerWeight: 16 } as const;
    const { subject, memory, launching } = answerOf(input, other).model!;
    expect(subject).toBe('a model of 3.00 billion parameters at 16 bits a weight');
    expect(memory!.value).toBeCloseTo(answerOf(input).capability.read!.value / 6e9, 6);
    expect(launching).toBeNull();
    for (const broken of [{ parameters: Number.NaN }, { positions: -1 }, { bitsPerWeight: 0 }])
      expect(answerOf(input, { ...other, ...broken }).model).toBeNull();
  });

  it('are "at most" only under a memory ceiling that the best kernel does not pass', () => {
    const input = syntheticInput();
    const withRead = (kind: 'memory' | 'mixed', share: number) => {
      const ceilings = input.ceilings.map(one => (one.id === 'read' ? { ...one, kind } : one));
      const bandwidth = { value: share, low: share, high: share };
      const verdict = { ...input.verdict, shares: { ...input.verdict.shares, bandwidth } };
      return answerOf({ ...input, ceilings, verdict }).model!;
    };
    expect(withRead('memory', 1.05).text).toContain('at most');
    for (const model of [withRead('memory', 1.06), withRead('mixed', 0.9)]) {
      expect(model.text).toMatch(/about [\d.]+ \([\d.–]+\) tokens\/s, at the rate of the best kernel/);
      expect(model.memory!.basis).toBe('kernel');
    }
  });

  it('are none where the clocks disagree, and no rate is given', () => {
    const { model, capability, capabilityText, step } = answerOf(syntheticInput({ clockRatio: 3 }));
    expect([model!.memory, model!.arithmetic, model!.launching, step]).toEqual([null, null, null, null]);
    expect(model!.text).toContain('the clocks disagree, so no tokens/s follow');
    expect([capability.read, capability.bestRate, capability.arithmetic]).toEqual([null, null, null]);
    expect(capabilityText).not.toMatch(/B\/s|FLOP\/s/);
  });
});

describe('how sure the answer is', () => {
  it('is sure where five agree and none contradicts', () => {
    const { regime, certainty, headline, reason } = answerOf(syntheticInput());
    expect([regime, headline]).toEqual(['bandwidth', 'Memory speed limits it.']);
    expect(certainty).toMatchObject({ level: 'sure', agreeing: 5, bearing: 6 });
    expect(certainty.text).toBe('5 of 6 experiments agree, none contradicts: sure.');
    expect(reason).toMatch(/^Half of the memory traffic takes 5\d\.\d % \(.*\) of the time, launching aside/);
  });

  it('is weak with the first reason: a contradiction, drift, clocks, too few', () => {
    const input = syntheticInput();
    const withFinding = (id: string, status: 'refuted' | 'undecided') => ({
      ...input,
      findings: input.findings.map(one => (one.id === id ? { ...one, status } : one)),
    });
    const unsteady = { ...input, session: { ...input.session!, unsteady: true } };
    const texts = [
      withFinding('E3', 'refuted'),
      unsteady,
      syntheticInput({ clockRatio: 3 }),
      withFinding('E5', 'undecided'),
    ]
      .map(one => answerOf(one).certainty)
      .map(({ level, text }) => [level, text]);
    expect(texts).toEqual([
      ['weak', '4 of 6 experiments agree, but bytes (E3) contradicts it: not sure.'],
      ['weak', '5 of 6 experiments agree, but speeds drifted during the run: not sure.'],
      ['weak', '5 of 6 experiments agree, but the two clocks disagree: not sure.'],
      ['weak', '4 of 6 experiments agree; batch (E5) cannot say, latency (E8) was not measured: not sure.'],
    ]);
  });

  it('is weak where no experiment bears on the regime', () => {
    const { headline, certainty, capabilityText, model } = answerOf(
      syntheticInput({ device: 'dispatchBound' }),
    );
    expect(headline).toMatch(/^Launching limits it/);
    expect(certainty.text).toBe('None of the 6 experiments bears on it: not sure.');
    expect(capabilityText).not.toContain('from memory; the best kernel uses');
    expect(model!.text).not.toContain('at most');
  });

  it('leads with what is missing where it is undecided', () => {
    const { headline, certainty, reason } = answerOf(syntheticInput({ rounds: 4 }));
    expect(headline).toBe('Undecided: the matrix product that decides was measured in fewer than 5 rounds.');
    expect([certainty.level, reason]).toEqual(['undecided', null]);
  });
});

describe('a device that is no GPU', () => {
  it('is named first, and asked about by what it is', () => {
    const software = answerOf(syntheticInput({ device: 'loadBound' }));
    expect(software.warning).toMatch(/^Software adapter/);
    expect(software.question).toContain('this processor');
    expect(answerOf(syntheticInput({ vendor: 'simulated' })).question).toContain('this simulated device');
    expect(answerOf(syntheticInput()).warning).toBeNull();
  });
});
