import { describe, expect, it } from 'vitest';
import { DEVICES, syntheticEnvironment } from '../../../analysis/testing/records.ts';
import { clockSentence } from './device-card.tsx';

const { clock } = syntheticEnvironment(DEVICES.bandwidthBound);

describe('what the page says of the clock', () => {
  it('promises no longer samples than the step of the clock asks for', () => {
    expect(clockSentence({ ...clock, timestampStepNs: 65_536, timestampsQuantised: false }, [])).toBe(
      'The GPU clock ticks every 65.5 µs; a sample is to last at least 150 ticks, so that one costs under 1 % of it.',
    );
    expect(clockSentence({ ...clock, timestampStepNs: 1000, timestampsQuantised: true }, [])).toMatch(
      /\(the browser rounds it\); a sample is to last at least 150 ticks, so that one costs under 1 % of it\.$/,
    );
  });
});
