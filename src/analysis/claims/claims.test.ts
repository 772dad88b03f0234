import { describe, expect, it } from 'vitest';
import type { Ceiling, Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { analyze } from '../analyze.ts';
import { DEVICES, type SyntheticDevice } from '../testing/device.ts';
import { denseFacts, okRecord, steadyTimes, syntheticEnvironment, syntheticRun } from '../testing/records.ts';
import { gpusFor, synapseClaim } from './c3.ts';
import { denseMacsPerSecond } from './c4.ts';
import { memoryClaim } from './c5.ts';
import { claimsOf } from './claims.ts';
import { DEFAULT_CLAIM_INPUTS as INPUTS } from './inputs.ts';
import { type ClaimFacts, denseForms } from './measured.ts';
import { CLAIM_SOURCES, claimIdOf } from './sources.ts';

const SIDE = 1024;
const NOTHING = { findings: [], crossovers: [], ceilings: [] as Ceiling[] };

/** A device whose streamed product moves `bytesPerMac` for each multiply-add at this rate. */
function factsAt(bytesPerMac: number, bytesPerSecond: number): ClaimFacts {
  const bytes = bytesPerMac * SIDE * SIDE;
  const record = okRecord({
    kernelId: 'gemv/i8',
    format: 'dense-i8',
    problem: denseFacts(SIDE, SIDE),
    work: { compulsoryBytes: bytes },
    timesNs: steadyTimes((bytes / bytesPerSecond) * 1e9, 20),
  });
  const verdict = { regime: 'undecided', judged: null } as ClaimFacts['verdict'];
  return { ...NOTHING, verdict, records: [record] };
}

function claims(device: SyntheticDevice): ReadonlyMap<string, Finding> {
  const { findings } = analyze(syntheticRun({ device, rounds: 10 }), syntheticEnvironment(device));
  return new Map(
    findings.filter(finding => claimIdOf(finding) !== null).map(finding => [finding.id, finding]),
  );
}

describe('the claims on a device that memory limits', () => {
  const found = claims(DEVICES.bandwidthBound);

  it('are all seven there, one of C2 for each type of weights, with evidence that exists', () => {
    expect([...found.keys()]).toEqual([
      'C1',
      'C2/f32',
      'C2/f16',
      'C2/i8',
      'C2/i4',
      'C2/csr',
      'C3',
      'C4',
      'C5',
      'C6',
      'C7',
    ]);
    const addresses = new Set(syntheticRun({ rounds: 1 }).map(({ address }) => address));
    for (const { evidence } of found.values())
      for (const address of evidence) expect(addresses).toContain(address);
    for (const id of found.keys()) expect(CLAIM_SOURCES[id.split('/')[0]!]).toBeDefined();
  });

  it('follow from what that device is', () => {
    const { bandwidthBound } = DEVICES;
    expect(found.get('C1')).toMatchObject({ status: 'supported' });
    expect(found.get('C2/f16')!.value).toBeCloseTo(1, 1);
    expect(found.get('C2/f16')!.status).toBe('supported');
    expect(found.get('C2/i4')!.status).toBe('refuted');
    expect(found.get('C6')!.status).toBe('supported');
    expect(found.get('C6')!.value! / 1e9).toBeCloseTo(
      (2 * INPUTS.weights) / bandwidthBound.memoryBytesPerSecond,
      1,
    );
    expect(found.get('C7')).toMatchObject({ status: 'supported' });
    expect(found.get('C7')!.value).toBeGreaterThan(1);
  });
});

describe('a matrix of few nonzeros that is stored densely', () => {
  it('stands for no claim on full ones: its useful FLOPs are those of its nonzeros', () => {
    const [full] = factsAt(4, 1e12).records;
    const sparse = { ...full!, problem: { ...full!.problem, density: 0.05, nnz: full!.problem.nnz / 20 } };
    expect(denseForms([full!])).toHaveLength(1);
    expect(denseForms([sparse])).toEqual([]);
    expect(denseForms([sparse, full!])).toEqual(denseForms([full!]));
  });
});

describe('the claims where load instructions limit', () => {
  const found = claims(DEVICES.loadBound);

  it('refute that memory limits the product, and cannot decide by a ceiling that is not of memory', () => {
    expect(found.get('C1')!.status).toBe('refuted');
    expect(found.get('C6')!.status).toBe('undecided');
    expect(found.get('C6')!.reason).toMatch(/not known to be one of memory/);
  });
});

describe('C3', () => {
  it('is 100 GPUs for 1e14 operations a second of 1 byte at 1e12 B/s, 800 for the 8 bytes of CSR', () => {
    expect(gpusFor(1e14, 1, 1e12)).toBe(100);
    expect(gpusFor(1e14, 8, 1e12)).toBe(800);
    const claim = synapseClaim(factsAt(1, 1e12), INPUTS);
    expect(claim.status).toBe('supported');
    expect(claim.value).toBeCloseTo(100, 6);
  });

  it.each([
    [2e12, 'supported'],
    [0.4e12, 'supported'],
    [0.2e12, 'refuted'],
    [4e12, 'refuted'],
  ])('at %i B/s is %s', (rate, status) => {
    expect(synapseClaim(factsAt(1, rate), INPUTS).status).toBe(status);
  });

  it('scales with the firing rate, and so does what was claimed', () => {
    const claim = synapseClaim(factsAt(1, 1e12), { ...INPUTS, eventRateHz: 10 });
    expect(claim.value).toBeCloseTo(1000, 5);
    expect(claim.status).toBe('supported');
  });
});

describe('C4', () => {
  it('is 1e17 multiply-adds a second', () => {
    expect(denseMacsPerSecond(INPUTS)).toBe(1e17);
  });

  it('is not refuted while no event-driven kernel is measured', () => {
    const statuses = Object.values(DEVICES).flatMap(device => claims(device).get('C4')?.status ?? []);
    expect(statuses.length).toBeGreaterThan(1);
    expect(statuses).not.toContain('refuted');
  });
});

describe('C5', () => {
  it('is 600 TB against 1.97 PB', () => {
    const claim = memoryClaim(INPUTS);
    expect(claim).toMatchObject({ status: 'supported', value: 6e14, unit: 'B' });
    expect(claim.reason).toMatch(
      /hold 1\.97 PB\. Needed: one byte 600 TB \(fits\).*u32 index 3\.00 PB \(does not fit\)/,
    );
  });

  it('is refuted where the memory is too small', () => {
    expect(memoryClaim({ ...INPUTS, memoryPerGpuBytes: 16e9 }).status).toBe('refuted');
  });
});

describe('all of them', () => {
  it('name what is missing where nothing was measured', () => {
    const verdict = { regime: 'undecided', judged: null } as ClaimFacts['verdict'];
    const found = claimsOf([] as OkRecord[], { ...NOTHING, verdict }, { deviceClass: 'hardware' });
    expect(found.map(({ id }) => id)).toEqual(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7']);
    for (const { id, value, reason } of found) {
      if (id === 'C5') continue;
      expect(value).toBeNull();
      expect(reason).toMatch(/^Not measured: /);
    }
  });
});

it('on a software adapter no claim says how many GPUs like it something takes', () => {
  const found = claims(DEVICES.loadBound);
  expect([...found.keys()].filter(id => id === 'C3' || id === 'C4')).toEqual([]);
  expect([...found.values()].filter(({ unit }) => unit === 'GPUs')).toEqual([]);
  expect([...found.keys()]).toEqual(expect.arrayContaining(['C1', 'C5', 'C6', 'C7']));
});
