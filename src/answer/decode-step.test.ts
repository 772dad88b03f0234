import { describe, expect, it } from 'vitest';
import { okRecord } from '../analysis/testing/records.ts';
import type { Finding } from '../core/record/finding.ts';
import { answerOf } from './answer.ts';
import { cardRows } from './card-rows.ts';
import { DEFAULT_CHOICE } from './model-size.ts';
import { syntheticInput } from './testing/inputs.ts';

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
