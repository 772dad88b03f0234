import { describe, expect, it } from 'vitest';
import type { Ceiling, Finding } from '../../core/finding.ts';
import type { OkRecord } from '../../core/record.ts';
import { cacheKnees } from '../ceilings/cache-knees.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { denseFacts, okRecord, type RecordOptions, steadyTimes } from '../testing/records.ts';
import { batchKneeFinding, batchLadderFinding } from './batch.ts';
import { batchLadder } from './batch-ladder.ts';
import { byteLadderFinding } from './bytes.ts';
import { dilutedRungs } from './diluted-rungs.ts';
import { flopLadder } from './flop-ladder.ts';
import { flopLadderFinding } from './flops.ts';

const SIDE = 1024;
const responding = { control: { status: 'supported' } as Finding, cost: launchCost(0) };
const costs = { timestamp: launchCost(0), wall: null };
const ceilings = [
  { id: 'read', value: 1e12 },
  { id: 'fma', value: 2e13 },
] as Ceiling[];

function timed(ns: number, group: string, fields: RecordOptions, rounds = 20): OkRecord {
  return okRecord({ ...fields, timesNs: steadyTimes(ns, rounds), group });
}

/** A GEMV of some value type that takes `ns`, with its half-diluted self at `half` of that. */
function rung(type: string, bytes: number, ns: number, half: number, rounds = 20): OkRecord[] {
  const fields = {
    kernelId: type === 'f32' ? 'gemv/rows-per-workgroup' : `gemv/${type}`,
    format: `dense-${type}`,
    problem: denseFacts(SIDE, SIDE),
    work: { compulsoryBytes: bytes } as OkRecord['work'],
  };
  return [
    timed(ns, 'ladder', fields, rounds),
    timed(ns * half, 'ladder', { ...fields, memoryShare: 0.5 }, rounds),
  ];
}

describe('E3, the byte ladder', () => {
  const judge = (records: readonly OkRecord[]) =>
    byteLadderFinding(dilutedRungs(records[0]!, records, responding), responding.cost);
  const f32 = rung('f32', 4e6, 40_000, 0.5);

  it.each([
    [20_000, 'supported', 1],
    [28_284, 'undecided', 0.5],
    [34_000, 'refuted', 0.234],
    [10_000, 'undecided', 2],
  ])('with f16 taking %i of 40,000 ns is %s', (ns, status, slope) => {
    const finding = judge([...f32, ...rung('f16', 2e6, ns, 0.5)]);
    expect(finding.status).toBe(status);
    expect(finding.value).toBeCloseTo(slope, 2);
  });

  it('leaves rungs that dilution refutes out of the slope, and lists them', () => {
    const finding = judge([...f32, ...rung('f16', 2e6, 20_000, 0.5), ...rung('i4', 5e5, 20_000, 0.97)]);
    expect(finding.status).toBe('supported');
    expect(finding.reason).toMatch(/Dequantisation-limited, by dilution of the rung: i4\./);
  });

  it('is about the time beyond launching, and without that time refutes nothing', () => {
    const records = [...rung('f32', 4e6, 50_000, 0.6), ...rung('f16', 2e6, 30_000, 0.7)];
    const judged = (cost: DispatchCost | null) =>
      byteLadderFinding(dilutedRungs(records[0]!, records, { ...responding, cost }), cost);
    expect(judged(launchCost(10_000)).value).toBeCloseTo(1, 2);
    expect(judged(launchCost(10_000)).status).toBe('supported');
    expect(judged(launchCost(0)).status).toBe('undecided');
    const flat = [...f32, ...rung('f16', 2e6, 34_000, 0.5)];
    const unknown = byteLadderFinding(dilutedRungs(flat[0]!, flat, { ...responding, cost: null }), null);
    expect(unknown.status).toBe('undecided');
    expect(unknown.reason).toMatch(/t0 unknown.*refutes nothing/);
  });

  it('cannot decide where f16 does not count', () => {
    const finding = judge([...f32, ...rung('f16', 2e6, 38_000, 0.97)]);
    expect(finding.status).toBe('undecided');
    expect(finding.value).toBeCloseTo(0.074, 2);
    expect(finding.reason).toMatch(/f32 and f16 do not both count/);
  });

  it('is not measured without f16, and not decided by four rounds', () => {
    expect(judge(f32)).toMatchObject({ status: 'undecided', value: null });
    expect(judge(f32).reason).toMatch(/f16 is missing/);
    const brief = judge([...rung('f32', 4e6, 40_000, 0.5, 4), ...rung('f16', 2e6, 20_000, 0.5, 4)]);
    expect(brief).toMatchObject({ status: 'undecided' });
  });
});

describe('E4, the FLOP ladder', () => {
  const COUNT = 2 ** 20;
  /** Knee at 40 multiply-adds a word; the top rung takes what the FMA ceiling allows. */
  const ladder = (times: Readonly<Record<number, number>>) =>
    flopLadder(
      Object.entries(times).map(([multiplyAdds, ns]) =>
        timed(ns, 'ladder', {
          kernelId: 'probe/ladder',
          operation: 'ladder',
          format: 'words',
          problem: { ...denseFacts(1, COUNT), rhsColumnCount: 0 },
          problemSpec: {
            generator: 'ladder',
            params: { n: COUNT, multiplyAdds: Number(multiplyAdds) },
            seed: 1,
          },
          work: {
            compulsoryBytes: 4 * COUNT,
            usefulFlops: 2 * COUNT * Number(multiplyAdds),
          } as OkRecord['work'],
        }),
      ),
      ceilings,
    );
  const TOP_NS = (2 * COUNT * 1024) / 2e13 / 1e-9;

  it('places the knee where arithmetic takes as long as reading', () => {
    expect(ladder({ 1: 4200, 2: 4200, 1024: TOP_NS })!.knee).toBeCloseTo(40, 6);
  });

  it.each([
    ['hides arithmetic', { 1: 4200, 2: 4200, 8: 4250, 1024: TOP_NS }, 'supported', 1.01],
    ['shows some of it', { 1: 4200, 2: 4200, 8: 5000, 1024: TOP_NS }, 'undecided', 1.19],
    ['doubles at once', { 1: 4200, 2: 8400, 8: 33_600, 1024: TOP_NS }, 'refuted', 2],
    ['never nears the ceiling', { 1: 4200, 2: 4200, 8: 4200, 1024: 4 * TOP_NS }, 'undecided', 1],
  ])('a ladder that %s', (_name, times, status, value) => {
    const finding = flopLadderFinding(ladder(times));
    expect(finding.status).toBe(status);
    expect(finding.value).toBeCloseTo(value, 2);
  });

  it('names the rung that refutes among its evidence', () => {
    const rungs = ladder({ 1: 4200, 2: 8400, 8: 33_600, 1024: TOP_NS })!;
    const second = rungs.rungs.find(({ multiplyAdds }) => multiplyAdds === 2)!;
    expect(flopLadderFinding(rungs).evidence).toContain(second.record.address);
  });

  it('is invalid without ceilings, and missing without rungs', () => {
    expect(flopLadderFinding(null)).toMatchObject({ status: 'undecided', value: null });
    const rungs = ladder({ 1: 4200, 2: 9000, 1024: TOP_NS })!;
    expect(flopLadderFinding({ ...rungs, topShare: null, knee: null }).reason).toMatch(/no FMA ceiling/);
    expect(flopLadderFinding({ ...rungs, topShare: 1.2 }).status).toBe('undecided');
  });
});

describe('E5, the batch ladder', () => {
  const vector = timed(40_000, 'ladder', { problem: denseFacts(SIDE, SIDE) });
  const product = (kernelId: string, batch: number, ns: number) =>
    timed(ns, 'ladder', {
      kernelId,
      operation: 'matmul',
      problem: denseFacts(SIDE, SIDE, batch),
      problemSpec: { generator: 'product', params: { m: SIDE, n: batch, k: SIDE }, seed: 1 },
    });
  const columns = (batch: number, ns: number) => product('gemm/columns', batch, ns);

  it.each([
    [41_000, 44_000, 'supported'],
    [50_000, 52_000, 'undecided'],
    [41_000, 60_000, 'undecided'],
    [70_000, 90_000, 'refuted'],
  ])('with T(2) = %i and T(4) = %i of 40,000 is %s', (two, four, status) => {
    const ladder = batchLadder([vector, columns(2, two), columns(4, four)], costs);
    expect(batchLadderFinding(ladder)).toMatchObject({ status });
    expect(batchLadderFinding(ladder).value).toBeCloseTo(two / 40_000, 2);
  });

  it('takes the best of all kernels and of larger batches', () => {
    const ladder = batchLadder(
      [vector, columns(1, 50_000), columns(2, 70_000), columns(4, 90_000), product('gemm/tiled', 4, 45_000)],
      costs,
    )!;
    expect(ladder.rungs.map(({ batch, ratio }) => [batch, ratio.value])).toEqual([
      [1, 1],
      [2, expect.closeTo(1.125, 6)],
      [4, expect.closeTo(1.125, 6)],
    ]);
    expect(ladder.rungs[1]!.record.case.kernelId).toBe('gemm/tiled');
  });

  it('is about the time beyond launching', () => {
    const ladder = (t0: number) =>
      batchLadder([vector, columns(2, 44_000), columns(4, 48_000)], {
        timestamp: launchCost(t0),
        wall: null,
      })!;
    expect(batchLadderFinding(ladder(0)).value).toBeCloseTo(1.1, 6);
    expect(batchLadderFinding(ladder(20_000)).value).toBeCloseTo(1.2, 6);
    expect(batchLadderFinding(ladder(20_000)).status).toBe('undecided');
  });

  it('compares with a vector that ran beside the products, not with one a little faster elsewhere', () => {
    const elsewhere = timed(39_900, 'elsewhere', {
      problem: denseFacts(SIDE, SIDE),
      tunables: { rowsPerGroup: 8 },
    });
    const ladder = batchLadder([elsewhere, vector, columns(2, 41_000)], costs)!;
    expect(ladder.reference.address).toBe(vector.address);
  });

  it('measures T(1) by the fastest, whichever kernel that is', () => {
    const ladder = batchLadder([vector, columns(1, 20_000), columns(2, 40_000)], costs)!;
    expect(ladder.rungs.at(-1)!.ratio.value).toBeCloseTo(2, 6);
  });

  it('finds B* between its neighbours, or says that there is none', () => {
    const ladder = batchLadder([vector, columns(2, 40_000), columns(8, 60_000 * 1.5)], costs)!;
    const knee = batchKneeFinding(ladder, ceilings);
    expect(knee.value).toBeGreaterThan(2);
    expect(knee.value).toBeLessThan(8);
    expect(knee.reason).toMatch(/Ridge ÷ intensity.*40/);
    expect(batchKneeFinding(batchLadder([vector, columns(2, 41_000)], costs), ceilings)).toMatchObject({
      value: null,
      reason: expect.stringMatching(/^Reported, not judged: up to 2 vectors/),
    });
  });

  it('is missing without a second vector', () => {
    expect(batchLadderFinding(batchLadder([vector, columns(1, 40_000)], costs)).value).toBeNull();
  });
});

describe('cache knees', () => {
  const curve = (...rates: number[]) =>
    rates.map((value, i) => ({
      workingSetBytes: 2 ** (16 + i),
      value,
      low: value * 0.99,
      high: value * 1.01,
      address: String(i),
    }));

  it('lie before the working sets that read more slowly, one a fall', () => {
    const knees = cacheKnees(curve(10, 10, 6, 4, 4, 4, 1, 1));
    expect(knees.map(({ workingSetBytes }) => workingSetBytes)).toEqual([2 ** 17, 2 ** 21]);
  });

  it('are not made of noise or of rates that grow', () => {
    expect(cacheKnees(curve(1, 2, 4, 8, 8, 7.5, 8))).toEqual([]);
    expect(cacheKnees([])).toEqual([]);
  });
});
