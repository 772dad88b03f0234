import type { Regime } from '../core/record/finding.ts';
import type { SimulatedDevice } from './device.ts';
import { executionNs, RESOURCES, type Resource, type Speeds, wallNs } from './execution-time.ts';
import type { SimulatedLoad } from './load.ts';

/** Each resource is made this much faster. */
const FASTER = 1.1;
/** A class with at least this elasticity is the regime. */
export const DECISIVE = 0.8;

/** The rival explanations, and the resources that each stands for. Loads, instructions and latency belong to none. */
export const CLASSES = {
  bandwidth: ['memory', 'caches'],
  compute: ['multiply-adds'],
  dispatch: ['launch', 'encoding'],
} as const satisfies Record<string, readonly Resource[]>;
export type ClassId = keyof typeof CLASSES;

/** What limits an execution on a simulated device, known because the device can be changed. */
export interface Truth {
  readonly regime: Exclude<Regime, 'undecided'>;
  /** −d log T ÷ d log speed, by class and by resource: 1 where time follows the resource, 0 where it does not. */
  readonly classes: Readonly<Record<ClassId, number>>;
  readonly resources: Readonly<Record<Resource, number>>;
}

/**
 * @param clock by which the execution is timed: encoding shows by the wall clock only
 * @param speeds of the device at that moment, see speedsAt
 */
export function truthOf(
  device: SimulatedDevice,
  load: SimulatedLoad,
  clock: 'gpu' | 'wall',
  speeds: Speeds = {},
): Truth {
  const time = clock === 'wall' ? wallNs : executionNs;
  const ns = time(device, load, speeds);
  const elasticity = (resources: readonly Resource[]): number => {
    const faster = Object.fromEntries(resources.map(name => [name, (speeds[name] ?? 1) * FASTER]));
    return Math.log(ns / time(device, load, { ...speeds, ...faster })) / Math.log(FASTER);
  };
  const classes = mapValues(CLASSES, elasticity);
  const regime = (Object.keys(CLASSES) as ClassId[]).find(id => classes[id] >= DECISIVE) ?? 'none';
  const resources = Object.fromEntries(RESOURCES.map(name => [name, elasticity([name])]));
  return { regime, classes, resources: resources as Record<Resource, number> };
}

function mapValues<K extends string, A, B>(items: Readonly<Record<K, A>>, map: (item: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(items).map(([key, item]) => [key, map(item)])) as Record<K, B>;
}
