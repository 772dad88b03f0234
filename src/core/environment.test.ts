import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../analysis/testing/result-file.ts';
import {
  adapterLine,
  backendName,
  type ClockFacts,
  clocksAgree,
  clockWarning,
  type Environment,
  wallResolutionNs,
} from './environment.ts';

const CLOCK: ClockFacts = {
  timestampStepNs: 1,
  timestampsQuantised: false,
  wallStepNs: 5000,
  agreement: null,
  overlaps: 'no',
};

describe('what the wall clock resolves', () => {
  it('is the larger of its step and the answer of an idle queue, where that was measured', () => {
    expect(wallResolutionNs(CLOCK)).toBe(5000);
    expect(wallResolutionNs({ ...CLOCK, wallAnswerNs: 100e6 })).toBe(100e6);
    expect(wallResolutionNs({ ...CLOCK, wallAnswerNs: 30 })).toBe(5000);
  });
});

describe('clocks disagree', () => {
  const at = (low: number, ratio: number, high: number) => ({ ...CLOCK, agreement: { ratio, low, high } });

  it('where the whole interval of their ratio lies under a half or over two', () => {
    expect(clocksAgree(at(0.012, 0.0125, 0.013))).toBe(false);
    expect(clocksAgree(at(79, 80, 81))).toBe(false);
    expect(clockWarning(at(79, 80, 81))).toContain('counts 80.0 ns for one of the wall clock');
  });

  it('never by a part of it: a busy machine spreads the ratios, and moves their middle', () => {
    const share = fc.double({ min: 0.001, max: 100, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.5, max: 2, noNaN: true }), (a, b, inside) => {
        const [low = 0, ratio = 0, high = 0] = [a, b, inside].toSorted((x, y) => x - y);
        expect(clockWarning(at(low, ratio, high))).toBe(null);
      }),
    );
  });

  it('never where they were not compared', () => {
    expect(clockWarning(CLOCK)).toBe(null);
  });
});

describe('what WebGPU runs on', () => {
  const { adapter: SOME } = syntheticResultFile({ rounds: 2 }).environment;
  const on = (
    platform: string,
    { name = 'chromium', ...adapter }: Partial<Environment['adapter'] & { name: string }> = {},
  ) => ({
    adapter: { ...SOME, vendor: 'acme', description: 'Acme One', ...adapter },
    runtime: { name, version: '1', platform },
  });

  it.each([
    ['linux x64 6.18', 'Vulkan'],
    ['Linux; Android 14; Pixel 8', 'Vulkan'],
    ['darwin arm64 24.1.0', 'Metal'],
    ['Macintosh; Intel Mac OS X 10_15_7', 'Metal'],
    ['iPhone; CPU iPhone OS 26_0 like Mac OS X', 'Metal'],
    ['Windows NT 10.0; Win64; x64', null],
    ['win32 x64 10.0.26100', null],
    ['unknown', null],
  ])('of a system with one: %s is %s', (platform, backend) => {
    expect(backendName(on(platform))).toBe(backend);
  });

  it('is Vulkan where the description names the driver, on Windows too', () => {
    expect(backendName(on('win32 x64', { description: 'NVIDIA: 580.159.04 580.159.4.0' }))).toBe('Vulkan');
  });

  it('is nothing of libraries and simulated devices', () => {
    expect(backendName(on('Linux x86_64', { name: 'cuda' }))).toBeNull();
    expect(backendName(on('linux x64', { vendor: 'simulated' }))).toBeNull();
  });

  it('stands between the name and the class', () => {
    expect(adapterLine(on('linux x64'))).toBe('Acme One · Vulkan · hardware');
    expect(adapterLine(on('win32 x64'))).toBe('Acme One · hardware');
  });
});
