import { describe, expect, it } from 'vitest';
import { analyze } from '../analyze.ts';
import { syntheticEnvironment } from '../testing/environment.ts';
import { DEVICES, okRecord, steadyTimes } from '../testing/records.ts';

const BYTES = 4 * (1024 * 1024 + 2048);

function runOf(readNs: number, cache: 'stream' | 'hot' = 'stream') {
  const probe = okRecord({
    kernelId: 'probe/read',
    operation: 'read',
    format: 'words',
    problemSpec: { generator: 'vector', params: { n: BYTES / 4, passes: 1 }, seed: 1 },
    work: { usefulFlops: 0, compulsoryBytes: BYTES },
    timesNs: steadyTimes(readNs, 20),
    group: 'pair',
  });
  const product = okRecord({ cache, timesNs: steadyTimes(5_000, 20), group: 'pair' });
  const analysis = analyze([probe, product], syntheticEnvironment(DEVICES.bandwidthBound));
  return { product, analysis, read: analysis.ceilings.find(({ id }) => id === 'read')! };
}

describe('a read probe that a product is faster than', () => {
  it('is no ceiling, and says by which product it was passed', () => {
    const { read, product } = runOf(8_650);
    expect(read.passedBy).toBe(product.address);
  });

  it('explains nothing of the time', () => {
    const { verdict } = runOf(8_650).analysis;
    expect(verdict.reason).toContain('memory bandwidth explains an unknown part (its probe is slower');
    expect(verdict.reason).not.toContain('173 %');
  });

  it('is a ceiling within five percent, and for products out of a cache', () => {
    expect(runOf(5_100).read.passedBy).toBeUndefined();
    expect(runOf(5_100).analysis.verdict.reason).toContain('memory bandwidth explains 10');
    expect(runOf(8_650, 'hot').read.passedBy).toBeUndefined();
  });
});
