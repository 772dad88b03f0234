import { beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedDevice } from '../simulate/device.ts';
import { type Separation, STRATA, type Stratum } from '../simulate/stratum.ts';
import { formatExperiments, type Statuses, statusesOf } from './experiment-tally.ts';
import {
  countOf,
  falseBandwidthCount,
  formatTallies,
  type Outcome,
  type Tally,
  tallyOf,
  undecidedCount,
  VERDICTS,
  wrongCount,
} from './tally.ts';
import { judge } from './testing/judged.ts';

/**
 * The real session, suite, stop rule and decision on simulated devices whose truth is known (METHOD §5). Seeded: the same
 * devices and the same noise in every run. RIDGEPOINT_TRUTH_DEVICES asks for more of them in each stratum.
 */
const DEVICES = Number(process.env.RIDGEPOINT_TRUTH_DEVICES ?? 2);
/** So many that shares of the devices whose limits are close mean something. */
const IS_THOROUGH = DEVICES >= 100;
/** Devices that no rule was made on; move it when a rule changes. */
const FIRST = IS_THOROUGH ? 5000 : 0;
const CLOSE_DEVICES = IS_THOROUGH ? DEVICES : Math.ceil(DEVICES / 2);
/** Seconds allowed for a device on a busy machine. */
const SECONDS_PER_DEVICE = 4;
const TIME_LIMIT_MS = STRATA.length * (DEVICES + CLOSE_DEVICES) * SECONDS_PER_DEVICE * 1000;

/** Where to be undecided may be the best that a verdict can do, and why. */
const HARD: Partial<Readonly<Record<Stratum, string>>> = {
  'bad read probe': 'the product beats the probe, so that there is no ceiling',
  'slow read probe': 'the product beats the probe, so that there may be no ceiling',
  'dispatch share': 'the product is too short for its launches',
  'occupancy-limited': 'the probe waits as the product does, so that the roof looks reached',
  'slow resident set': 'residents may be hardly faster than memory',
  'no near cache': 'residents are hardly faster than memory',
};

/** Samples are not kept: of thousands of runs they would fill the memory. */
interface Judged extends Outcome {
  readonly stratum: Stratum;
  readonly device: SimulatedDevice;
  readonly statuses: Statuses;
}

const judged: Record<Separation, Judged[]> = { apart: [], close: [] };

async function judgedOf(stratum: Stratum, separation: Separation, index: number): Promise<Judged> {
  const { truth, run, device } = await judge(stratum, separation, index);
  return { stratum, device, truth, verdict: run.analysis.verdict.regime, statuses: statusesOf(run) };
}

function say(text: string): void {
  if (IS_THOROUGH) process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
}

/** A ladder of multiply-adds that the compiler removes says nothing, and E4 notices. */
function folds({ folded }: SimulatedDevice): boolean {
  return Object.values(folded).some(share => share > 0);
}

function tallies(separation: Separation): readonly Tally[] {
  return STRATA.map(stratum =>
    tallyOf(
      stratum,
      separation,
      judged[separation].filter(item => item.stratum === stratum),
    ),
  );
}

/** Of the strata that a verdict should get right, or of those where it may be undecided. */
function apart(which: 'plain' | 'hard'): readonly Tally[] {
  const isHard = ({ stratum }: Tally): boolean => HARD[stratum as Stratum] !== undefined;
  return tallies('apart').filter(tally => isHard(tally) === (which === 'hard'));
}

function total(items: readonly Tally[], count: (tally: Tally) => number): number {
  return items.map(count).reduce((a, b) => a + b, 0);
}

function sizeOf(items: readonly Tally[]): number {
  return total(items, tally => tally.total);
}

beforeAll(async () => {
  for (const separation of ['apart', 'close'] as const) {
    for (const stratum of STRATA) {
      for (let index = 0; index < (separation === 'apart' ? DEVICES : CLOSE_DEVICES); index++) {
        judged[separation].push(await judgedOf(stratum, separation, FIRST + index));
      }
      say(`${stratum}, limits ${separation}`);
    }
  }
  const text = formatTallies([...tallies('apart'), ...tallies('close')]);
  const falsely = (['apart', 'close'] as const).map(
    separation =>
      `${total(tallies(separation), falseBandwidthCount)} of ${sizeOf(tallies(separation))} ${separation}`,
  );
  console.log(`Verdicts on simulated devices (rows: what is true; columns: what was said)\n${text}\n`);
  console.log(`Called bandwidth-bound without being it: ${falsely.join(', ')}\n`);
  const experiments = formatExperiments(
    STRATA.map(stratum => [
      stratum,
      judged.apart.filter(item => item.stratum === stratum).map(item => item.statuses),
    ]),
  );
  console.log(`What each experiment said, limits apart (supported/refuted/undecided)\n${experiments}\n`);
}, TIME_LIMIT_MS);

describe('the verdict on devices with one limit', () => {
  it('never calls anything bandwidth-bound that is not', () => {
    expect(total(tallies('apart'), falseBandwidthCount)).toBe(0);
  });

  it.each(STRATA)('is wrong at most once in a hundred: %s', stratum => {
    const tally = tallies('apart').find(item => item.stratum === stratum)!;
    expect(wrongCount(tally) / tally.total).toBeLessThanOrEqual(0.01);
  });

  it('finds 95 % of the bandwidth-bound devices, and is undecided on at most 5 %', () => {
    const plain = apart('plain');
    const bound = total(plain, tally => countOf(tally, ['bandwidth'], VERDICTS));
    const found = total(plain, tally => countOf(tally, ['bandwidth'], ['bandwidth']));
    expect(bound).toBeGreaterThan(DEVICES);
    expect(found / bound).toBeGreaterThanOrEqual(0.95);
    // Of a few devices one may be undecided.
    expect(total(plain, undecidedCount)).toBeLessThanOrEqual(Math.max(1, 0.05 * sizeOf(plain)));
  });

  it.each(['compute', 'dispatch'] as const)('finds 95 % of the devices that are %s-bound', regime => {
    const bound = judged.apart.filter(({ truth, device }) => truth === regime && !folds(device));
    expect(bound.length).toBeGreaterThanOrEqual(DEVICES / 2);
    const found = bound.filter(({ verdict }) => verdict === regime);
    expect(found.length / bound.length).toBeGreaterThanOrEqual(0.95);
  });

  it('says undecided where the evidence cannot do more, rather than guess', () => {
    const hard = apart('hard');
    expect(total(hard, undecidedCount)).toBeGreaterThan(0);
    expect(total(hard, wrongCount)).toBe(0);
  });
});

describe('the verdict on devices with two limits close together', () => {
  it.runIf(IS_THOROUGH)('calls at most 2 % bandwidth-bound that are not', () => {
    const close = tallies('close');
    expect(total(close, falseBandwidthCount) / sizeOf(close)).toBeLessThanOrEqual(0.02);
  });
});
