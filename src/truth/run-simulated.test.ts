import { describe, expect, it } from 'vitest';
import { drawDevice } from '../simulate/strata.ts';
import { simulatedBench } from './simulated-bench.ts';
import { runDrawn } from './tally.ts';

/** The first drawn device with or without timestamps. */
function indexWith(timestamps: boolean): number {
  for (let index = 0; ; index++)
    if (drawDevice('bandwidth', 'apart', index).timestamps === timestamps) return index;
}

describe('a session on a simulated device', () => {
  it('dilutes the judged product also where only the wall clock times it', async () => {
    const { analysis, records } = await runDrawn('bandwidth', 'apart', indexWith(false));
    expect(records.every(record => record.status === 'ok' && record.timerId === 'wall')).toBe(true);
    expect(analysis.findings.find(({ id }) => id === 'E6')).toMatchObject({ status: 'supported' });
    expect(analysis.verdict.regime).toBe('bandwidth');
  });

  it('gives the same records for the same device and seed', async () => {
    const index = indexWith(true);
    const [first, second] = [
      await runDrawn('bandwidth', 'apart', index),
      await runDrawn('bandwidth', 'apart', index),
    ];
    expect(second.records).toEqual(first.records);
    expect(first.records.every(record => record.status === 'ok' && record.timerId === 'timestamp')).toBe(
      true,
    );
  });

  it('has no output to be fooled by', async () => {
    const device = drawDevice('bandwidth', 'apart', 0);
    const bench = simulatedBench(device, { nowMs: 0 }, { streamBytes: 1, minimumBatchMs: 1, seed: 1 });
    expect(bench.gpu.loss.message).toBeNull();
    const { records } = await runDrawn('dispatch', 'apart', 0);
    for (const record of records)
      if (record.status === 'ok')
        expect(record.check.method).toBe('none: a simulated device computes nothing');
  });
});
