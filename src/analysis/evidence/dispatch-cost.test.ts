import { describe, expect, it } from 'vitest';
import type { CacheState } from '../../core/record/record.ts';
import { dispatchFinding } from '../experiments/fixed-cost.ts';
import { DEVICES } from '../testing/device.ts';
import { gemvCase, measureGroups, probeCase } from '../testing/records.ts';
import { dispatchCost } from './dispatch-cost.ts';

const device = { ...DEVICES.bandwidthBound, noise: 0.005 };
const options = { rounds: 20, seed: 1 };

function gemvs(sizes: readonly number[], cache: CacheState, clock: 'gpu' | 'wall' = 'gpu') {
  const groups = sizes.map(n => [gemvCase('gemv/rows-per-workgroup', n, n, { cache, clock })] as const);
  return measureGroups(device, groups, options);
}

describe('the cost of a dispatch', () => {
  it('is the intercept of time over bytes, by each clock', () => {
    const records = [...gemvs([64, 256, 1024, 2048], 'stream'), ...gemvs([64, 256, 1024], 'stream', 'wall')];
    const gpu = dispatchCost(records, 'timestamp')!;
    const wall = dispatchCost(records, 'wall')!;
    expect(gpu).toMatchObject({ method: 'intercept', sizeCount: 4, cache: 'stream' });
    expect(gpu.t0.value / device.dispatchNs).toBeCloseTo(1, 1);
    expect(gpu.t0.low).toBeLessThan(gpu.t0.value);
    expect(gpu.t0.high).toBeGreaterThan(gpu.t0.value);
    expect(wall.t0.value / device.wallDispatchNs).toBeCloseTo(1, 1);
    const halfBytes = device.dispatchNs * 1e-9 * device.memoryBytesPerSecond;
    expect(gpu.halfBytes!.value / halfBytes).toBeCloseTo(1, 1);
  });

  it('leaves out sizes past a cache, which lie on another line', () => {
    const cost = dispatchCost(gemvs([32, 256, 1024, 2048, 8192], 'hot'), 'timestamp')!;
    expect(cost.sizeCount).toBe(4);
    expect(cost.t0.value / device.dispatchNs).toBeCloseTo(1, 1);
    const noKnee = dispatchCost(gemvs([32, 256, 512, 8192], 'hot'), 'timestamp')!;
    expect(noKnee).toMatchObject({ sizeCount: 3, halfBytes: null });
  });

  it('is that of an empty dispatch where fewer than three sizes were measured, and says so', () => {
    const [empty] = measureGroups(device, [[probeCase('dispatch', 1)]], options);
    const cost = dispatchCost([...gemvs([64, 256], 'stream'), empty!], 'timestamp')!;
    expect(cost).toMatchObject({ method: 'empty dispatch', halfBytes: null, evidence: [empty!.address] });
    expect(dispatchFinding('E7', cost).reason).toMatch(/empty dispatch, which misses ramp and tail/);
  });

  it('is unknown on a clock that timed nothing', () => {
    expect(dispatchCost(gemvs([64, 256, 1024], 'stream'), 'wall')).toBeNull();
    expect(dispatchFinding('E7-wall', null)).toMatchObject({ status: 'undecided', value: null });
  });

  it('is reported in words with its size', () => {
    const finding = dispatchFinding('E7', dispatchCost(gemvs([64, 256, 1024, 2048], 'stream'), 'timestamp'));
    expect(finding.reason).toMatch(
      /^Reported, not judged: t0 = [\d.]+ µs \(.*4 sizes \(streamed weights\).*MiB/,
    );
  });
});
