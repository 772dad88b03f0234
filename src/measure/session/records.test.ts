import { describe, expect, it } from 'vitest';
import { effectOf } from './records.ts';

describe('a later record of an address', () => {
  const ok = { status: 'ok' } as Parameters<typeof effectOf>[0];
  const failedAt = (stage: string) => ({ status: 'failed', stage }) as Parameters<typeof effectOf>[1];
  const skipped = { status: 'skipped' } as Parameters<typeof effectOf>[1];

  it('leaves verified samples alone where it failed, unless its output was wrong', () => {
    expect(effectOf(ok, failedAt('prepare'))).toBe('is noted');
    expect(effectOf(ok, failedAt('time'))).toBe('is noted');
    expect(effectOf(ok, failedAt('check-after'))).toBe('replaces');
  });

  it('is dropped where the case was skipped, and stands where nothing was known of it', () => {
    expect(effectOf(ok, skipped)).toBe('is dropped');
    expect(effectOf(null, skipped)).toBe('replaces');
    expect(effectOf(null, failedAt('time'))).toBe('replaces');
  });
});
