import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulatedSide } from '../testing/simulated-sides.ts';
import { compareSides, type SidesComparison } from './compare-sides.ts';
import type { SideCase, SideRun } from './side.ts';

const MIRRORED = { faster: 'slower', slower: 'faster', same: 'same', undecided: 'undecided' } as const;

function side(seed: number, runCount: number, slowness = 1): SideRun[] {
  return simulatedSide({ seed, runCount, slowness });
}

function changed(runs: readonly SideRun[], change: (timed: SideCase) => SideCase): SideRun[] {
  return runs.map(run => ({ ...run, cases: run.cases.map(change) }));
}

/** Of a comparison what must not change: ratios to ten digits. */
function ratios({ overall, kernels, cases }: SidesComparison) {
  const digits = (value: number) => Number(value.toPrecision(10));
  return [
    { kernelId: 'overall', ...overall },
    ...kernels,
    ...cases.map(timed => ({ ...timed, kernelId: timed.address })),
  ]
    .map(({ kernelId, ratio, outcome }) => ({
      kernelId,
      outcome,
      ratio: [ratio.value, ratio.low, ratio.high].map(digits),
    }))
    .sort((a, b) => (a.kernelId < b.kernelId ? -1 : 1));
}

const a = side(1, 4);
const b = side(2, 3, 1.1);
const comparison = compareSides(a, b)!;

describe('two sides of runs', () => {
  it('are compared over all, by kernel and by case, the slowest kernel first', () => {
    expect(comparison.overall.outcome).toBe('slower');
    expect(comparison.overall.ratio.value).toBeCloseTo(1.1, 1);
    expect(comparison.kernels).toHaveLength(8);
    expect(comparison.kernels[0]).toMatchObject({ caseCount: 3, otherLaunches: 0, unknownLaunches: 0 });
    const values = comparison.kernels.map(({ ratio }) => ratio.value);
    expect(values).toEqual([...values].sort((x, y) => y - x));
    expect(comparison.cases).toHaveLength(24);
    expect(comparison.a.deviation).toMatchObject({ source: 'runs', degrees: 3 });
  });

  it('are mirror images of one another', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 500 }),
        fc.constantFrom(1, 2, 3, 5),
        fc.double({ min: 0.8, max: 1.2, noNaN: true }),
        (seed, runCount, slowness) => {
          const kernelCount = 2;
          const one = simulatedSide({ seed, runCount: 3, kernelCount });
          const other = simulatedSide({ seed: seed + 1000, runCount, slowness, kernelCount });
          const straight = ratios(compareSides(one, other)!);
          const mirrored = ratios(compareSides(other, one)!);
          expect(mirrored.map(({ outcome }) => MIRRORED[outcome])).toEqual(
            straight.map(({ outcome }) => outcome),
          );
          for (const [index, { ratio }] of straight.entries()) {
            const [value, low, high] = mirrored[index]!.ratio as [number, number, number];
            expect(1 / value).toBeCloseTo(ratio[0]!, 7);
            expect(1 / high).toBeCloseTo(ratio[1]!, 7);
            expect(1 / low).toBeCloseTo(ratio[2]!, 7);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('are the same on a machine of any speed', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.001, 0.37, 7, 1e4), factor => {
        const scaled = (runs: readonly SideRun[]) =>
          changed(runs, ({ medianNs, lowNs, highNs, ...timed }) => ({
            ...timed,
            medianNs: factor * medianNs,
            lowNs: factor * lowNs,
            highNs: factor * highNs,
          }));
        expect(ratios(compareSides(scaled(a), scaled(b))!)).toEqual(ratios(comparison));
      }),
    );
  });

  it('are the same to the bit for every order of files and records, and for a file that is given twice', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...a, a[0]!], { minLength: 5 }),
        fc.shuffledSubarray(b, { minLength: 3 }),
        (one, other) => {
          const reversed = one.map(run => ({ ...run, cases: [...run.cases].reverse() }));
          const { overall, kernels, cases } = compareSides(reversed, other)!;
          expect({ overall, kernels, cases }).toEqual({
            overall: comparison.overall,
            kernels: comparison.kernels,
            cases: comparison.cases,
          });
        },
      ),
    );
  });

  it.each([
    ['another cache state', (timed: SideCase): SideCase => ({ ...timed, cache: 'hot' })],
    ['another clock', (timed: SideCase): SideCase => ({ ...timed, timerId: 'wall' })],
    [
      'other tunables, or another seed',
      (timed: SideCase): SideCase => ({ ...timed, address: `${timed.address}?x=1` }),
    ],
    [
      'the other side did not time this kernel',
      (timed: SideCase): SideCase => ({ ...timed, kernelId: 'gemv/z', address: 'gemv/z@dense(m=1,n=1)#1' }),
    ],
  ])('take no notice of a run that is not alike, and say why: %s', (reason, change) => {
    const unlike = changed(simulatedSide({ seed: 9, runCount: 1, name: 'Another Card' }), change);
    const withUnlike = compareSides(a, [...b, ...unlike])!;
    expect(ratios(withUnlike)).toEqual(ratios(comparison));
    expect(withUnlike.b.runs).toHaveLength(3);
    expect(withUnlike.unlike).toMatchObject([{ side: 'b', reason }]);
  });

  it('raise an alarm of one kernel among many by more than its own interval', () => {
    const quiet = { runCount: 1, betweenRuns: 0 };
    const of = (kernelCount: number) =>
      compareSides(
        simulatedSide({ ...quiet, seed: 40, kernelCount }),
        simulatedSide({ ...quiet, seed: 41, kernelCount, slowKernels: { 'gemv/k0': 1.2 } }),
      )!.kernels[0]!;
    expect(of(1)).toMatchObject({ kernelId: 'gemv/k0', outcome: 'slower', isOneOfMany: false });
    expect(of(8)).toMatchObject({ kernelId: 'gemv/k0', outcome: 'undecided', isOneOfMany: true });
    expect(of(8).ratio.low).toBeGreaterThan(1.02);
  });

  it('say how many cases another launch was timed for, and how many do not say', () => {
    const other = changed(b, timed => {
      const isOther = timed.kernelId === 'gemv/k0';
      return {
        ...timed,
        launchHash: isOther ? '2'.repeat(16) : timed.kernelId === 'gemv/k1' ? null : timed.launchHash,
      };
    });
    const { kernels, cases } = compareSides(a, other)!;
    const of = (id: string) => kernels.find(({ kernelId }) => kernelId === id);
    expect(of('gemv/k0')).toMatchObject({ otherLaunches: 3, unknownLaunches: 0 });
    expect(of('gemv/k1')).toMatchObject({ otherLaunches: 0, unknownLaunches: 3 });
    expect(of('gemv/k2')).toMatchObject({ otherLaunches: 0, unknownLaunches: 0 });
    expect(cases.filter(({ sameLaunch }) => sameLaunch === false)).toHaveLength(3);
  });

  it('take a case that does not name all its tunables for the one whose tunables differ from the defaults likewise', () => {
    const old = changed(b, timed => ({
      ...timed,
      address: timed.shortAddress,
      tunablesComplete: false,
      launchHash: null,
    }));
    const { cases, overall } = compareSides(a, old)!;
    expect(overall.ratio.value).toBeCloseTo(comparison.overall.ratio.value, 10);
    expect(cases.every(({ sameLaunch }) => sameLaunch === null)).toBe(true);
    const tuned = changed(old, timed => ({ ...timed, shortAddress: `${timed.address}?lanes=8` }));
    expect(compareSides(a, tuned)).toBeNull();
  });

  it('have nothing to say where no case is alike', () => {
    expect(
      compareSides(
        a,
        changed(b, timed => ({ ...timed, timerId: 'wall' })),
      ),
    ).toBeNull();
    expect(compareSides([], b)).toBeNull();
  });

  it('take one machine a side, each run on one side, and no processor against a GPU', () => {
    const stranger = simulatedSide({ seed: 7, runCount: 1, name: 'Another Card' });
    const processor = simulatedSide({ seed: 8, runCount: 3, class: 'software' });
    expect(() => compareSides(a, [...b, ...stranger])).toThrow('2 machines');
    expect(() => compareSides(a, [...b, a[0]!])).toThrow('both sides');
    expect(() => compareSides(a, processor)).toThrow('processor');
  });
});

describe('how far runs of a machine lie apart', () => {
  it('is seen between three runs, else between those of that machine on the other side, else stated', () => {
    const [two, one] = [side(20, 2), side(21, 1)];
    expect(compareSides(a, two)!.b.deviation).toMatchObject({ source: 'other-side', degrees: 3 });
    expect(compareSides(one, two)!.b.deviation).toMatchObject({ source: 'stated', value: 0.05 });
    const elsewhere = simulatedSide({ seed: 22, runCount: 2, name: 'Another Card' });
    expect(compareSides(a, elsewhere)!.b.deviation).toMatchObject({ source: 'stated', value: 0.05 });
    const processors = [23, 24].map(seed => simulatedSide({ seed, runCount: 1, class: 'software' }));
    expect(compareSides(processors[0]!, processors[1]!)!.a.deviation.value).toBe(0.15);
  });

  it('is what two runs show where they contradict what is stated, and then decides nothing', () => {
    const apart = [...side(25, 1), ...side(26, 1, 1.5)];
    const { b: second, overall } = compareSides(side(27, 1, 3), apart)!;
    expect(second.deviation).toMatchObject({ source: 'two-runs', degrees: 1 });
    expect(second.deviation.value).toBeGreaterThan(0.2);
    expect(overall.outcome).toBe('undecided');
    const near = [...side(25, 1), ...side(26, 1, 1.08)];
    expect(compareSides(side(27, 1), near)!.b.deviation).toMatchObject({ source: 'stated', value: 0.05 });
  });

  it('is found again from many runs', () => {
    const many = simulatedSide({ seed: 28, runCount: 40, betweenRuns: 0.03, kernelCount: 2 });
    const { value } = compareSides(many, simulatedSide({ seed: 29, runCount: 1, kernelCount: 2 }))!.a
      .deviation;
    expect(value).toBeGreaterThan(0.02);
    expect(value).toBeLessThan(0.04);
  });

  it('counts once a run: more cases in one run make nothing surer', () => {
    const few = (runs: readonly SideRun[]) => runs.map(run => ({ ...run, cases: run.cases.slice(0, 6) }));
    const width = ({ overall: { ratio } }: SidesComparison) => ratio.high / ratio.low;
    const [one, other] = [side(30, 1), side(31, 1)];
    const ratio = width(compareSides(one, other)!) / width(compareSides(few(one), few(other))!);
    expect(ratio).toBeGreaterThan(0.95);
  });
});
