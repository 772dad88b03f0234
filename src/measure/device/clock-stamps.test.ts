import { describe, expect, it } from 'vitest';
import { type CountingDeviceOptions, countingDevice } from '../../gpu/testing/counting-device.ts';
import { measureClock } from './clock.ts';

const DISPATCH_NS = 50_123;

async function clockOf(options: Partial<CountingDeviceOptions>, detail: 'brief' | 'full' = 'full') {
  const device = countingDevice({ dispatchNs: DISPATCH_NS, ...options });
  const host = {
    now: () => {
      device.pass(1000);
      return device.nowMs();
    },
    whenVisible: async () => {},
    breathe: async () => {},
  };
  return measureClock(device.gpu, host, detail);
}

type StampFault = NonNullable<CountingDeviceOptions['stampFault']>;

/** What drivers make of stamps, and what is said of them. */
const FAULTS: readonly (readonly [string, StampFault, string])[] = [
  ['are all zero', () => 0n, 'all stamps are zero'],
  ['stand still', () => 4711n, 'its stamps stand still'],
  [
    'are zero at the beginning',
    (reading, query) => (query === 0 ? 0n : reading),
    'are zero or run backwards',
  ],
  ['run backwards', reading => 2n ** 40n - reading, 'are zero or run backwards'],
  ['move between batches only', submissionsOnly(), 'do not move within a batch'],
];

/** Both stamps of a batch are taken when it ends. */
function submissionsOnly(): StampFault {
  let count = 0;
  return () => BigInt(Math.floor(count++ / 2) + 1) * 1_000_000n;
}

describe('timestamps that are offered', () => {
  it.each(FAULTS)('and %s count as absent, with a note', async (_, stampFault, said) => {
    for (const detail of ['brief', 'full'] as const) {
      const clock = await clockOf({ stampFault }, detail);
      expect(clock).toMatchObject({ timestampStepNs: null, timestampsQuantised: null, agreement: null });
      expect(clock.notes).toHaveLength(1);
      expect(clock.notes![0]).toContain('The GPU offers timestamps, but');
      expect(clock.notes![0]).toContain(said);
      expect(clock.notes![0]).toContain('the wall clock measures instead');
    }
  });

  it('and fail now and then are used', async () => {
    let count = 0;
    const clock = await clockOf({ stampFault: reading => (count++ % 7 === 0 ? 0n : reading) });
    expect(clock.timestampStepNs).toBe(1);
    expect(clock.notes).toBe(undefined);
  });

  it('and tick too seldom to see a short batch are used', async () => {
    const clock = await clockOf({ dispatchNs: 2011, stampStepNs: 1_048_576 });
    expect(clock).toMatchObject({ timestampStepNs: 1_048_576, timestampsQuantised: true });
  });
});
