import { describe, expect, it } from 'vitest';
import type { SimulatedDevice } from '../simulate/device.ts';
import { drawDevice } from '../simulate/strata.ts';
import { simulatedBench } from './simulated-bench.ts';
import { runDrawn, runShortened } from './tally.ts';

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

  describe('with caches that drawn devices do not have', () => {
    const device = drawDevice('bandwidth', 'apart', indexWith(true));
    const { bytesPerSecond } = device.memory;
    const near = { bytes: 16 * 1024, bytesPerSecond: 8 * bytesPerSecond, latencyNs: 40 };
    const far = { bytes: 2 ** 22, bytesPerSecond: 1.3 * bytesPerSecond, latencyNs: 150 };
    const run = async (caches: SimulatedDevice['caches']) => {
      const { analysis, records } = await runShortened({ ...device, caches }, 1);
      const sets = records.filter(r => r.case.memoryShare < 1).map(r => r.case.residentBytes);
      return { analysis, sets: [...new Set(sets)], e6: analysis.findings.find(({ id }) => id === 'E6')! };
    };

    it('dilutes by a smaller resident set where 64 KiB lie in a cache hardly faster than memory', async () => {
      const { analysis, sets, e6 } = await run([near, far]);
      expect(sets).toEqual([16 * 1024]);
      expect(e6.status).toBe('supported');
      expect(e6.reason).toContain('with 16 KiB resident');
      expect(analysis.verdict.regime).toBe('bandwidth');
    });

    it('refutes nothing where no cache is faster than memory', async () => {
      const { analysis, sets, e6 } = await run([{ ...far, bytesPerSecond }]);
      expect(sets).toEqual([undefined]);
      expect(e6.status).toBe('undecided');
      expect(e6.reason).toMatch(/no cache is seen to be read 1.5 times as fast/);
      expect(analysis.verdict.regime).toBe('undecided');
    });
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
