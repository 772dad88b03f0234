import type { Random } from '../core/random.ts';

export function uniform(random: Random, low: number, high: number): number {
  return low + (high - low) * random.unit();
}

export function logUniform(random: Random, low: number, high: number): number {
  return low * Math.exp(random.unit() * Math.log(high / low));
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)]!;
}
