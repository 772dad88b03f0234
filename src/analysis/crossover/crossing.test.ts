import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { REPLICATES } from '../../stats/bootstrap.ts';
import { normal } from '../../stats/testing.ts';
import { solveCrossing } from './crossing.ts';

/** Points with log-normal draws around their ratio. */
function points(ratios: readonly (readonly [number, number])[], noise = 0.01) {
  const random = createRandom(1);
  return ratios.map(([density, ratio]) => ({
    density,
    ratio,
    replicates: Array.from({ length: REPLICATES }, () => ratio * Math.exp(noise * normal(random))),
  }));
}

describe('the crossing', () => {
  it('lies where the ratio is 1, with an interval around it', () => {
    const result = solveCrossing(
      points([
        [0.1, 0.25],
        [0.2, 0.5],
        [0.4, 1],
        [0.5, 1.25],
        [0.8, 2],
      ]),
    );
    expect(result.status).toBe('crosses');
    expect(result.crossing!.value).toBeCloseTo(0.4, 6);
    expect(result.crossing!.low!).toBeGreaterThan(0.38);
    expect(result.crossing!.low!).toBeLessThan(0.4);
    expect(result.crossing!.high!).toBeGreaterThan(0.4);
    expect(result.crossing!.high!).toBeLessThan(0.42);
  });

  it('is interpolated in log–log: exactly for a power law, whatever densities were measured', () => {
    const law = fc.tuple(
      fc.double({ min: 0.02, max: 0.8, noNaN: true }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 2, maxLength: 6 }),
    );
    fc.assert(
      fc.property(law, ([place, power, thousandths]) => {
        const densities = thousandths.map(value => value / 1000).sort((a, b) => a - b);
        fc.pre(densities[0]! < place && densities.at(-1)! > place);
        const ratios = densities.map(density => [density, (density / place) ** power] as const);
        expect(solveCrossing(points(ratios, 0)).crossing!.value / place).toBeCloseTo(1, 9);
      }),
      { numRuns: 30 },
    );
  });

  it('is not there where one side is faster throughout', () => {
    expect(
      solveCrossing(
        points([
          [0.1, 0.2],
          [0.8, 0.7],
        ]),
      ).status,
    ).toBe('none');
    expect(
      solveCrossing(
        points([
          [0.1, 1.2],
          [0.8, 3],
        ]),
      ).status,
    ).toBe('none');
  });

  it('is unclear where noise may or may not carry the end across', () => {
    expect(
      solveCrossing(
        points(
          [
            [0.1, 0.2],
            [0.8, 0.99],
          ],
          0.01,
        ),
      ).status,
    ).toBe('unclear');
  });

  it('loses the end of its interval that replicates leave the range at', () => {
    const result = solveCrossing(
      points(
        [
          [0.1, 0.2],
          [0.5, 0.5],
          [0.8, 1.005],
        ],
        0.01,
      ),
    );
    expect(result.status).toBe('crosses');
    expect(result.crossing!.low).not.toBeNull();
    expect(result.crossing!.high).toBeNull();
  });

  it('is not monotone where the ratio passes 1 three times, both ends given', () => {
    const result = solveCrossing(
      points([
        [0.1, 0.5],
        [0.2, 1.3],
        [0.4, 0.7],
        [0.8, 2],
      ]),
    );
    expect(result.status).toBe('not monotone');
    expect(result.rawCrossings).toHaveLength(3);
    expect(result.crossing!.low).toBeCloseTo(result.rawCrossings[0]!, 12);
    expect(result.crossing!.high).toBeCloseTo(result.rawCrossings[2]!, 12);
  });

  it('is not monotone where sparse wins at the dense end only', () => {
    expect(
      solveCrossing(
        points([
          [0.1, 2],
          [0.8, 0.5],
        ]),
      ).status,
    ).toBe('not monotone');
  });
});
