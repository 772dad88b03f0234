import { describe, expect, it } from 'vitest';
import type { Ceiling } from '../core/record/finding.ts';
import type { BenchRecord } from '../core/record/record.ts';
import { type DecodeFacts, decodeFindings } from './decode.ts';
import { usableRecords } from './evidence/usable.ts';
import { launchCost } from './testing/launch-cost.ts';
import {
  failedRecord,
  okRecord,
  type RecordOptions,
  skippedRecord,
  steadyTimes,
} from './testing/ok-record.ts';

const BYTES = 1e8;
const STEP_NS = 1e6;

const READ: Ceiling = {
  id: 'read',
  unit: 'B/s',
  value: 2e11,
  low: 1.9e11,
  high: 2.1e11,
  kind: 'memory',
  evidence: ['read'],
  curve: [],
};
const WALL = launchCost(10_000, { timerId: 'wall', t0: { value: 10_000, low: 9_000, high: 11_000 } });

function caseOptions(model: string): RecordOptions {
  return {
    kernelId: 'decode/block',
    operation: 'decode',
    problemSpec: { generator: 'transformer', params: { model, context: 1024 }, seed: 1 },
  };
}

function step(model: string, options: RecordOptions = {}) {
  const record = okRecord({
    ...caseOptions(model),
    clock: 'wall',
    work: { compulsoryBytes: BYTES },
    timesNs: steadyTimes(STEP_NS, 20),
    ...options,
  });
  return { ...record, stageCount: 8 };
}

function findingsOf(records: readonly BenchRecord[], facts: Partial<DecodeFacts> = {}) {
  const all = { records: usableRecords(records), ceilings: [READ], costs: { wall: WALL }, ...facts };
  return new Map(decodeFindings(records, all).map(finding => [finding.id, finding]));
}

describe('the findings of a decode step', () => {
  it('give tokens/s, its roof and what launching takes', () => {
    const found = findingsOf([step('gpt2-xl')]);
    // 48 layers of 1 ms; 100 MB at 200 GB/s are half of it; eight launches of 10 µs.
    expect(found.get('D/gpt2-xl')!.value).toBeCloseTo(1000 / 48, 6);
    expect(found.get('D/gpt2-xl/roof')!.value).toBeCloseTo(2000 / 48, 6);
    expect(found.get('D/gpt2-xl/dispatch')!.value).toBeCloseTo(0.08, 6);
    for (const { low, value, high, evidence, status } of found.values()) {
      expect(low).toBeLessThanOrEqual(value!);
      expect(high).toBeGreaterThanOrEqual(value!);
      expect(evidence[0]).toContain('decode/block@transformer(model=gpt2-xl');
      expect(status).toBe('undecided');
    }
    expect(found.get('D/gpt2-xl/roof')!.reason).toContain('reaches 0.500 of it');
  });

  it('run a layer in slices as often as there are slices', () => {
    expect(findingsOf([step('gpt3-slice')]).get('D/gpt3-slice')!.value).toBeCloseTo(1000 / (96 * 8), 6);
  });

  it('take the wall clock where both clocks timed', () => {
    const gpu = step('gpt2-xl', { clock: 'gpu', timesNs: steadyTimes(STEP_NS / 2, 20) });
    expect(findingsOf([gpu, step('gpt2-xl')]).get('D/gpt2-xl')!.value).toBeCloseTo(1000 / 48, 6);
    const alone = findingsOf([gpu]);
    expect(alone.get('D/gpt2-xl')!.value).toBeCloseTo(2000 / 48, 6);
    expect(alone.get('D/gpt2-xl/dispatch')).toMatchObject({
      value: null,
      reason: expect.stringContaining('wall'),
    });
  });

  it('name the share of a read probe that ran beside the step', () => {
    const times = steadyTimes(STEP_NS, 20);
    const gpu = step('gpt2-xl', { clock: 'gpu', group: 'g', timesNs: times });
    const read = okRecord({
      kernelId: 'probe/read',
      operation: 'read',
      format: 'words',
      problemSpec: { generator: 'vector', params: { n: BYTES / 4 }, seed: 1 },
      work: { compulsoryBytes: BYTES },
      group: 'g',
      timesNs: times.map(ns => 0.7 * ns),
    });
    const { reason } = findingsOf([read, gpu, step('gpt2-xl')]).get('D/gpt2-xl/roof')!;
    expect(reason).toContain('beside a read probe of as many bytes: 0.700');
  });

  it('leave an end open where the noise reaches down to no time at all', () => {
    const record = step('gpt2-xl');
    const noisy = { ...record, summary: { ...record.summary, lowNs: 0 } };
    const found = findingsOf([noisy]);
    expect(found.get('D/gpt2-xl')!.value).toBeCloseTo(1000 / 48, 6);
    expect(found.get('D/gpt2-xl')!.high).toBeNull();
    expect(found.get('D/gpt2-xl')!.reason).toMatch(/20\.8 \(over 20\.\d\) tokens\/s/);
    expect(found.get('D/gpt2-xl/dispatch')!.high).toBeNull();
  });

  it('say why a model was not measured', () => {
    const found = findingsOf([
      skippedRecord({ ...caseOptions('gpt3-slice'), reason: 'one step takes 3 s here' }),
      failedRecord({ ...caseOptions('llama-3-8b'), stage: 'prepare', message: 'out-of-memory' }),
    ]);
    expect([...found.keys()]).toEqual(['D/gpt3-slice', 'D/llama-3-8b']);
    expect(found.get('D/gpt3-slice')).toMatchObject({
      value: null,
      reason: 'Not measured: one step takes 3 s here.',
    });
    expect(found.get('D/llama-3-8b')!.reason).toBe('Not measured: prepare failed: out-of-memory.');
  });

  it('say what is missing for the roof and the share', () => {
    const found = findingsOf([step('gpt2-xl')], { ceilings: [], costs: { wall: null } });
    expect(found.get('D/gpt2-xl/roof')!.reason).toBe('Not measured: there is no read ceiling.');
    expect(found.get('D/gpt2-xl/dispatch')!.value).toBeNull();
  });

  it('are none without a decode step', () => {
    expect(findingsOf([okRecord()]).size).toBe(0);
  });
});
