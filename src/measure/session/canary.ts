import { median } from '../../stats/quantile.ts';

/** A round whose read probe is this far from its usual time is drifted. */
export const DRIFT = 0.1;
/** Readings before "usual" means anything. */
const SETTLED_READINGS = 4;
/** Drifted rounds are repeated up to this share of the planned rounds; past it all are kept. */
export const DISCARD_SHARE = 0.25;

/** Judges rounds by a read probe at both ends of each. */
export interface Canary {
  /** Was the round steady, seen from the probe's times before and after it? Unknown times do not show that it was. */
  judge(beforeNs: number | null, afterNs: number | null): 'steady' | 'drifted';
}

export function createCanary(): Canary {
  const readings: number[] = [];
  return {
    judge(beforeNs, afterNs) {
      if (beforeNs === null || afterNs === null) return 'drifted';
      const usual = readings.length >= SETTLED_READINGS ? median(readings) : beforeNs;
      const drifted = [beforeNs, afterNs].some(ns => Math.abs(ns / usual - 1) > DRIFT);
      readings.push(beforeNs, afterNs);
      return drifted ? 'drifted' : 'steady';
    },
  };
}

/** May another drifted round be thrown away? */
export function mayDiscard(discardedRounds: number, plannedRounds: number): boolean {
  return discardedRounds < Math.floor(plannedRounds * DISCARD_SHARE);
}
