import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineDescription } from './engine/engine.ts';
import { createLook } from './look.ts';
import { description, isLookingLong } from './state.ts';

const NONE: EngineDescription = { status: 'unavailable', cause: 'no-adapter', message: '' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('looking for a GPU', () => {
  it('says after ten seconds that it takes long, and begins anew when asked to', async () => {
    const look = createLook({ describe: () => new Promise(() => {}) }, () => {});
    void look();
    vi.advanceTimersByTime(9_999);
    expect(isLookingLong.value).toBe(false);
    vi.advanceTimersByTime(1);
    expect([description.value, isLookingLong.value]).toEqual([null, true]);
    void look();
    expect(isLookingLong.value).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(isLookingLong.value).toBe(true);
  });

  it('shows what was found once the form knows of it', async () => {
    const shownBefore: unknown[] = [];
    const look = createLook({ describe: async () => NONE }, () => shownBefore.push(description.value));
    expect(await look()).toBe(NONE);
    expect([shownBefore, description.value]).toEqual([[null], NONE]);
    vi.advanceTimersByTime(60_000);
    expect(isLookingLong.value).toBe(false);
  });
});
