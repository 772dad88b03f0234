import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { sharedValues } from './shared-values.ts';

/** A collection of all garbage, now. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

const zeros = (length: number) => new Float32Array(length);

describe('sharedValues', () => {
  it('shares what a problem still holds after a collection of garbage', async () => {
    const collect = collector();
    const held = sharedValues('held through a collection', 1000, zeros);
    await setTimeout(0);
    collect();
    const later = sharedValues('held through a collection', 500, () => expect.unreachable('made again'));
    expect(later.buffer).toBe(held.buffer);
  });

  it('lets go of what no problem holds', async () => {
    const collect = collector();
    sharedValues('let go', 1000, zeros);
    await setTimeout(0);
    collect();
    let made = 0;
    sharedValues('let go', 500, length => zeros(length + 0 * made++));
    expect(made).toBe(1);
  });
});
