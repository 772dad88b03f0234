import { expect, it } from 'vitest';
import type { findCeilings } from './ceilings.ts';
import { ridgePoint } from './roofline.ts';

const ceilings = [
  { id: 'read', value: 5e11 },
  { id: 'fma', value: 4e12 },
] as unknown as ReturnType<typeof findCeilings>;

it('the ridge point is where reading takes as long as multiplying, and unknown without one of the two', () => {
  expect(ridgePoint(ceilings)).toBe(8);
  expect(ridgePoint(ceilings.slice(1))).toBeNull();
  expect(ridgePoint([])).toBeNull();
});
