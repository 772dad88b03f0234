import { describe, expect, it } from 'vitest';
import { parseDevice } from './device-file.ts';

const LEAST = {
  name: 'least',
  memory: { bytesPerSecond: 1e11 },
  caches: [{ bytes: 1 << 20, bytesPerSecond: 1e12 }],
  flopsPerSecond: 1e12,
};

function parsed(fields: object) {
  return parseDevice(JSON.stringify({ ...LEAST, ...fields }), 'device.json');
}

describe('a device file', () => {
  it('needs four fields; what it leaves out limits nothing', () => {
    const device = parsed({});
    expect(device.memory.largestMatrixBytes).toBe(64 * 2 ** 20);
    expect(device.loadBytesPerSecond).toBeGreaterThan(10 * 1e12);
    expect(device.bytesInFlight / (device.memory.latencyNs * 1e-9)).toBeGreaterThan(10 * 1e12);
    expect(device.overlapExponent).toBe(Number.POSITIVE_INFINITY);
    expect(device.unpackInstructions).toEqual({ f32: 0, f16: 0.25, i8: 0.5, i4: 0.75 });
  });

  it('keeps what it is given', () => {
    expect(parsed({ loadBytesPerSecond: 5e10, overlapExponent: 2 })).toMatchObject({
      loadBytesPerSecond: 5e10,
      overlapExponent: 2,
    });
    expect(parsed({ kernels: { 'probe/read': { memoryShare: 0.5 } } }).kernels['probe/read']).toEqual({
      memoryShare: 0.5,
      instructions: 1,
      inFlight: 1,
    });
  });

  it.each([
    [{ flopsPerSecond: 0 }, 'device.json, flopsPerSecond: expected at least 0, found 0'],
    [{ flopsPerSecond: '1e12' }, 'device.json, flopsPerSecond: expected number, found "1e12"'],
    [{ memory: {} }, 'device.json, memory.bytesPerSecond: expected number, found nothing'],
    [{ caches: [] }, 'device.json, caches: expected at least 1 item, found a list of 0'],
    [
      { caches: [{ bytes: 10, bytesPerSecond: 1 }] },
      'device.json, caches[0].bytes: expected at least 4096, found 10',
    ],
    [
      { caches: [LEAST.caches[0], LEAST.caches[0]] },
      'device.json, caches: expected levels from the nearest to the last, each larger, found a list of 2',
    ],
    [{ overlapExponent: 0.5 }, 'device.json, overlapExponent: expected at least 1, found 0.5'],
    [
      { overlapExponent: 'much' },
      'device.json, overlapExponent: expected a number of at least 1 or "infinite", found "much"',
    ],
    [{ noise: { deviation: 2 } }, 'device.json, noise.deviation: expected at most 0.5, found 2'],
    [{ speed: 1 }, 'device.json: unknown field "speed"; --help shows an example'],
    [
      { memory: { bytesPerSecond: 1, size: 2 } },
      'device.json, memory: unknown field "size"; --help shows an example',
    ],
  ])('refuses %j, naming the field', (fields, message) => {
    expect(() => parsed(fields)).toThrow(message);
  });

  it('says where the text is not JSON', () => {
    expect(() => parseDevice('{"name": }', 'device.json')).toThrow(
      'device.json, line 1, column 10: not JSON: expected a value, found "}"',
    );
    expect(() => parseDevice('[]', 'device.json')).toThrow('device.json: expected object, found a list of 0');
  });
});
