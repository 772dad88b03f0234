import { describe, expect, it } from 'vitest';
import { Output } from './output.ts';
import { countingDevice } from './testing/counting-device.ts';

const MIB = 2 ** 20;

describe('an output', () => {
  // Blocks of 4 MiB: less than one, one, and two with a rest.
  it.each([4, 4 * MIB, 9 * MIB + 4])(
    'of %i bytes is poisoned to the last bit, and reads back so',
    async bytes => {
      const output = new Output(countingDevice({ dispatchNs: 1 }).gpu.device, bytes);
      output.poison();
      const words = await output.read('u32');
      expect(words.length).toBe(bytes / 4);
      expect(words.every(word => word === 0xffffffff)).toBe(true);
      expect((await output.read('f32')).every(Number.isNaN)).toBe(true);
    },
  );

  it('holds its own buffer alone once it was poisoned and read', async () => {
    const device = countingDevice({ dispatchNs: 1 });
    const output = new Output(device.gpu.device, 8);
    output.poison();
    await output.read('f32');
    expect(device.bufferCount()).toBe(1);
    output.destroy();
    expect(device.bufferCount()).toBe(0);
  });
});
