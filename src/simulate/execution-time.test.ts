import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimulatedDevice } from './device.ts';
import { truthOf } from './elasticity.ts';
import { executionNs, RESOURCES, wallNs } from './execution-time.ts';
import type { SimulatedLoad } from './load.ts';
import { createNoise } from './noise.ts';
import { drawDevice } from './strata.ts';
import { STRATA } from './stratum.ts';
import { speedsAt } from './throttle.ts';

const MIB = 2 ** 20;

/** 1 byte a nanosecond from memory, everything else 100 times as fast. */
const DEVICE: SimulatedDevice = {
  name: 'plain',
  timestamps: true,
  timestampStepNs: 1,
  wallStepNs: 1,
  memory: { bytesPerSecond: 1e9, latencyNs: 100, largestMatrixBytes: 64 * MIB },
  caches: [
    { bytes: MIB, bytesPerSecond: 1e11, latencyNs: 10 },
    { bytes: 8 * MIB, bytesPerSecond: 1e11, latencyNs: 20 },
  ],
  loadBytesPerSecond: 1e11,
  inputLoadCost: 0,
  instructionsPerSecond: 1e11,
  flopsPerSecond: 1e11,
  bytesInFlight: 1e4,
  unpackInstructions: { f32: 0, f16: 0, i8: 0, i4: 0 },
  launchNs: 700,
  rampNs: 300,
  encodeNs: 0,
  submitNs: 0,
  overlapExponent: Number.POSITIVE_INFINITY,
  kernels: {},
  folded: {},
  noise: { deviation: 0.02, memoryMs: 100, tailShare: 0, tailSize: 0, stallsPerSecond: 0, stallMs: 0 },
  throttling: { depth: 0, memoryDepth: 0, periodMs: 1000 },
};

const LOAD: SimulatedLoad = {
  kernelNames: ['gemv/a?b=1', 'gemv/a'],
  operation: 'matvec',
  streamedBytes: 16 * MIB,
  workingSetBytes: 512 * MIB,
  memoryShare: 1,
  residentBytes: 65_536,
  writtenBytes: 0,
  loadedFraction: 1,
  inputBytes: 0,
  values: 4 * MIB,
  valueType: 'f32',
  flops: 8 * MIB,
  loadsInFlight: 1,
  empty: false,
  dispatches: 1,
};

describe('the time of a simulated execution', () => {
  it('is launch, ramp and the longest limit where everything overlaps', () => {
    expect(executionNs(DEVICE, LOAD)).toBeCloseTo(1000 + 16 * MIB, 5);
    expect(executionNs(DEVICE, { ...LOAD, empty: true })).toBe(700);
  });

  it('adds up without overlap, and lies between for every exponent', () => {
    const all = executionNs({ ...DEVICE, overlapExponent: 1 }, LOAD);
    const longest = executionNs(DEVICE, LOAD);
    // Memory, two caches, loads; an instruction loads 16 bytes; half a FLOP a byte; 100 ns over 1e4 bytes in flight.
    expect(all - 1000).toBeCloseTo(16 * MIB * (1 + 0.01 + 0.01 + 0.01 + 0.01 / 16 + 0.005 + 0.01), 3);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 50, noNaN: true }), overlapExponent => {
        const ns = executionNs({ ...DEVICE, overlapExponent }, LOAD);
        expect(ns).toBeGreaterThanOrEqual(longest - 1e-6);
        expect(ns).toBeLessThanOrEqual(all + 1e-6);
      }),
    );
  });

  it('halves with half of the memory traffic, and does not care where the set lies in a cache', () => {
    const half = executionNs(DEVICE, { ...LOAD, memoryShare: 0.5 });
    expect((half - 1000) / (16 * MIB)).toBeCloseTo(0.5, 5);
    const hot = { ...LOAD, workingSetBytes: 4 * MIB };
    expect(executionNs(DEVICE, hot)).toBeLessThan(executionNs(DEVICE, LOAD) / 20);
    expect(executionNs(DEVICE, { ...hot, memoryShare: 0.5 })).toBeCloseTo(executionNs(DEVICE, hot), 5);
  });

  it('waits twice as long for memory with half of the loads in flight', () => {
    const waiting = { ...DEVICE, bytesInFlight: 10 };
    const half = { ...LOAD, loadsInFlight: 0.5 };
    expect(executionNs(waiting, half) - 1000).toBeCloseTo(2 * (executionNs(waiting, LOAD) - 1000), 3);
    expect(executionNs(DEVICE, half)).toBe(executionNs(DEVICE, LOAD));
  });

  it('takes the traits of the most specific name', () => {
    const kernels = { 'gemv/a': { memoryShare: 0.5 }, 'gemv/a?b=1': { memoryShare: 0.25 } };
    expect(executionNs({ ...DEVICE, kernels }, LOAD)).toBeCloseTo(1000 + 4 * 16 * MIB, 4);
  });

  it('hides encoding beside the GPU by the wall clock, until it takes longer', () => {
    expect(wallNs({ ...DEVICE, encodeNs: 1e6 }, LOAD)).toBe(executionNs(DEVICE, LOAD));
    expect(wallNs({ ...DEVICE, encodeNs: 1e9 }, LOAD)).toBe(1e9);
  });
});

describe('truth by elasticity', () => {
  it.each([
    ['bandwidth', {}],
    ['compute', { flopsPerSecond: 1e8 }],
    ['dispatch', { launchNs: 1e9 }],
    ['none', { loadBytesPerSecond: 1e8 }],
    ['none', { bytesInFlight: 10 }],
    ['none', { loadBytesPerSecond: 1e9, overlapExponent: 1 }],
  ] as const)('is %s for %j', (regime, change) => {
    expect(truthOf({ ...DEVICE, ...change }, LOAD, 'gpu').regime).toBe(regime);
  });

  it('is 1 of all resources together, whatever the device', () => {
    const faster = Object.fromEntries(RESOURCES.map(name => [name, 1.1]));
    fc.assert(
      fc.property(fc.constantFrom(...STRATA), fc.nat(500), (stratum, index) => {
        const device = drawDevice(stratum, 'apart', index);
        expect(executionNs(device, LOAD) / executionNs(device, LOAD, faster)).toBeCloseTo(1.1, 6);
      }),
    );
  });
});

describe('what disturbs a simulated device', () => {
  it('scatters by the deviation asked for, the same for the same seed', () => {
    const [noise, again] = [createNoise(DEVICE.noise, 5), createNoise(DEVICE.noise, 5)];
    const factors = Array.from({ length: 4000 }, (_, i) => noise(i * 10, 10).factor);
    expect(factors.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, i) => again(i * 10, 10).factor));
    const mean = factors.reduce((a, b) => a + b, 0) / factors.length;
    const variance = factors.reduce((sum, factor) => sum + (factor - mean) ** 2, 0) / factors.length;
    expect(mean).toBeCloseTo(1, 2);
    expect(Math.sqrt(variance)).toBeGreaterThan(0.017);
    expect(Math.sqrt(variance)).toBeLessThan(0.023);
  });

  it('throttles the core more and more, then swings between half and all of the loss', () => {
    const hot = { ...DEVICE, throttling: { depth: 0.4, memoryDepth: 0.1, periodMs: 1000 } };
    expect(speedsAt(hot, 0)).toMatchObject({ memory: 1, loads: 1 });
    expect(speedsAt(hot, 1000).loads).toBeCloseTo(0.6, 9);
    expect(speedsAt(hot, 1500).loads).toBeCloseTo(0.8, 9);
    expect(speedsAt(hot, 1000).memory).toBeCloseTo(0.9, 9);
    expect(speedsAt(DEVICE, 500)).toEqual({});
  });
});

describe('drawn devices', () => {
  it('are the same for the same index, and others for another', () => {
    expect(drawDevice('bandwidth', 'apart', 3)).toEqual(drawDevice('bandwidth', 'apart', 3));
    expect(drawDevice('bandwidth', 'apart', 3)).not.toEqual(drawDevice('bandwidth', 'apart', 4));
  });
});
