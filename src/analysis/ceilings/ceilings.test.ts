import { describe, expect, it } from 'vitest';
import { DEVICES } from '../testing/device.ts';
import {
  gemvCase,
  measureGroups,
  okRecord,
  probeCase,
  steadyTimes,
  syntheticRun,
} from '../testing/records.ts';
import type { SyntheticCase } from '../testing/synthetic-cases.ts';
import { findCeilings } from './ceilings.ts';

const device = { ...DEVICES.bandwidthBound, noise: 0.002 };

function probe(
  rowsPerGroup: number,
  ns: number,
  workingSetBytes: number,
  cache: 'stream' | 'hot' = 'stream',
  operation: 'read' | 'write' | 'copy' = 'read',
) {
  return okRecord({
    kernelId: `probe/${operation}`,
    operation,
    format: 'words',
    problemSpec: { generator: 'vector', params: { n: workingSetBytes / 4, passes: 1 }, seed: 1 },
    tunables: { rowsPerGroup },
    cache,
    work: { usefulFlops: 0, compulsoryBytes: workingSetBytes },
    copies: { count: 1, workingSetBytes, cut: null },
    timesNs: steadyTimes(ns, 20),
  });
}

describe('ceilings', () => {
  it('are the best median among launch shapes, streamed cases first', () => {
    const [read] = findCeilings([probe(1, 2000, 1e6), probe(2, 1000, 1e6), probe(4, 100, 1e6, 'hot')]);
    expect(read).toMatchObject({ id: 'read', unit: 'B/s', kind: 'unknown' });
    expect(read!.value).toBeCloseTo(1e12, -6);
    expect(read!.low).toBeLessThanOrEqual(read!.value);
    expect(read!.high).toBeGreaterThanOrEqual(read!.value);
    expect(read!.evidence).toEqual([probe(2, 1, 1e6).address]);
  });

  it('come from hot cases where nothing was streamed', () => {
    expect(findCeilings([probe(4, 100, 1e6, 'hot')])[0]!.value).toBeCloseTo(1e13, -7);
  });

  it('have a curve over working sets, ascending, with the best shape of each', () => {
    const records = [probe(1, 900, 8192, 'hot'), probe(1, 200, 4096, 'hot'), probe(2, 100, 4096, 'hot')];
    const [read] = findCeilings(records);
    expect(read!.curve.map(point => [point.workingSetBytes, point.address])).toEqual([
      [4096, records[2]!.address],
      [8192, records[0]!.address],
    ]);
  });

  it('that are never streamed come from the largest working set, not from one that a cache holds', () => {
    const gathers = [2 ** 10, 2 ** 20].map(lines => probeCase('gather', lines, { cache: 'hot' }));
    const records = measureGroups(
      { ...device, cacheBytesPerSecond: 10 * device.memoryBytesPerSecond },
      gathers.map(made => [made] as const),
      { rounds: 10, seed: 4 },
    );
    const [gather] = findCeilings(records);
    const largest = records.sort((a, b) => b.copies.workingSetBytes - a.copies.workingSetBytes)[0]!;
    expect(gather!.evidence[0]).toBe(largest.address);
  });

  it('of multiply-adds are those of the faster form; f16 and int8 have their own', () => {
    const arithmetic = (kernelId: string, operation: string, ns: number) =>
      okRecord({
        kernelId,
        operation,
        format: 'words',
        cache: 'hot',
        work: { usefulFlops: 1e6, compulsoryBytes: 1e4 },
        timesNs: steadyTimes(ns, 20),
      });
    const ceilings = findCeilings([
      arithmetic('probe/fma', 'fma', 1000),
      arithmetic('probe/fma-rotation', 'fma', 500),
      arithmetic('probe/fma-f16', 'fma-f16', 250),
      arithmetic('probe/dot-i8', 'dot-i8', 125),
    ]);
    expect(ceilings.map(({ id, unit, value }) => [id, unit, Math.round(value / 1e12)])).toEqual([
      ['fma', 'FLOP/s', 2],
      ['fma-f16', 'FLOP/s', 4],
      ['dot-i8', 'OP/s', 8],
    ]);
  });

  it('have curves for writing too, whose bytes are no weights', () => {
    const records = ([4096, 8192, 16384] as const).map(bytes => {
      const made = probe(1, bytes, bytes, 'hot', 'write');
      return { ...made, copies: { ...made.copies, workingSetBytes: 0 } };
    });
    expect(findCeilings(records)[0]!.curve.map(point => point.workingSetBytes)).toEqual([4096, 8192, 16384]);
  });

  it('of a whole run are the limits of the device', () => {
    const ceilings = findCeilings(syntheticRun({ device }));
    const value = (id: string) => ceilings.find(ceiling => ceiling.id === id)!.value;
    expect(ceilings.map(ceiling => ceiling.id)).toEqual([
      'read',
      'write',
      'copy',
      'gather',
      'fma',
      'dispatch',
    ]);
    expect(value('read') / device.memoryBytesPerSecond).toBeGreaterThan(0.95);
    expect(value('read') / device.memoryBytesPerSecond).toBeLessThan(1.02);
    expect(value('fma') / device.flopsPerSecond).toBeGreaterThan(0.9);
    expect(value('dispatch') / device.dispatchNs).toBeCloseTo(1, 1);
  });

  it('ignore host rows, diluted probes and unresolved times', () => {
    const coarse = {
      ...probe(1, 1000, 1e6),
      summary: { ...probe(1, 1000, 1e6).summary, flags: ['unresolved'] },
    };
    const records = syntheticRun({ device }).filter(record => record.case.kernelId.startsWith('host/'));
    expect(findCeilings([...records, coarse as ReturnType<typeof probe>])).toEqual([]);
    const [whole, diluted] = measureGroups(
      device,
      [[probeCase('read', 2 ** 24), probeCase('read', 2 ** 24, { memoryShare: 0 })]],
      { rounds: 10, seed: 1 },
    );
    expect(diluted!.summary.medianNs).toBeLessThan(whole!.summary.medianNs);
    expect(findCeilings([whole!, diluted!])[0]!.evidence).toEqual([whole!.address]);
  });
});

describe('what a copy ceiling is a ceiling of', () => {
  /** @param slower how many times slower the large working set is copied, byte for byte, than the small one */
  function kindWhere(slower: number): string {
    const times = [probe(1, 1e6, 1e6, 'hot', 'copy'), probe(1, slower * 1e8, 1e8, 'hot', 'copy')];
    return findCeilings(times)[0]!.kind;
  }

  it('is memory where a small working set is copied much faster', () => {
    expect(kindWhere(4)).toBe('memory');
  });

  it('is unknown where a cache is hardly faster: what limits it there is not known either', () => {
    expect(kindWhere(1)).toBe('unknown');
    expect(kindWhere(1.8)).toBe('unknown');
  });

  it('is unknown with one working set', () => {
    expect(findCeilings([probe(1, 1e6, 1e6, 'hot', 'copy')])[0]!.kind).toBe('unknown');
  });
});

describe('what a read ceiling is a ceiling of', () => {
  /** A device on which half of the traffic takes `half` of the time. */
  function kindWhere(half: number, dispatchNs = 100, others: readonly SyntheticCase[] = []): string {
    // T(½) ÷ T(1) = ½ + ½ · memory ÷ cache, beyond the fixed cost.
    const cacheBytesPerSecond = device.memoryBytesPerSecond / (2 * half - 1);
    const made = { ...device, dispatchNs, cacheBytesPerSecond };
    const records = measureGroups(
      made,
      [
        [probeCase('read', 2 ** 24), probeCase('read', 2 ** 24, { memoryShare: 0.5 })],
        [probeCase('dispatch', 1)],
        ...others.map(other => [other] as const),
      ],
      { rounds: 20, seed: 2 },
    );
    return findCeilings(records)[0]!.kind;
  }

  it('is memory where half of the traffic takes under 0.7 of the time', () => {
    expect(kindWhere(0.6)).toBe('memory');
  });

  it('is instructions where nothing changes', () => {
    expect(kindWhere(0.95)).toBe('instruction-limited');
  });

  it('is mixed between, and where the interval straddles a threshold', () => {
    expect(kindWhere(0.78)).toBe('mixed');
    expect(kindWhere(0.7)).toBe('mixed');
  });

  it('is unknown where launching takes much, going by an empty dispatch', () => {
    expect(kindWhere(0.6, 60_000)).toBe('memory');
    expect(kindWhere(0.95, 60_000)).toBe('unknown');
  });

  it('is told beyond launching, where sizes enough give its cost', () => {
    const sizes = [64, 256, 512].map(n => gemvCase('gemv/rows-per-workgroup', n, n));
    expect(kindWhere(0.6, 60_000, sizes)).toBe('memory');
    expect(kindWhere(0.99, 60_000, sizes)).toBe('instruction-limited');
  });

  it('is unknown where a much slower shape was diluted', () => {
    const slow = { tunables: { rowsPerGroup: 1 } };
    const records = measureGroups(
      { ...device, dispatchNs: 0 },
      [[probeCase('read', 2 ** 24)], [slower(slow), slower({ ...slow, memoryShare: 0.5 })]],
      { rounds: 10, seed: 3 },
    );
    expect(findCeilings(records)[0]!.kind).toBe('unknown');
  });

  function slower(conditions: Parameters<typeof probeCase>[2]) {
    const made = probeCase('read', 2 ** 24, conditions);
    return { ...made, load: { ...made.load, memoryEfficiency: 0.5 } };
  }
});
