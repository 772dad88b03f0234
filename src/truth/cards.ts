import type { KernelLimits } from '../core/kernel.ts';
import { parseDevice } from './device-file.ts';
import type { Card } from './replay-plan.ts';
import { SIMULATED_LIMITS } from './simulated-environment.ts';

/** What a file in `simulate/cards` holds. */
interface CardFile {
  readonly device: unknown;
  readonly limits: Partial<KernelLimits>;
  readonly features: readonly string[];
  readonly lastCacheBytes: number;
  /** Where each number is from: a spec sheet, a published measurement, a committed run, or nothing ("assumed"). */
  readonly sources: Readonly<Record<string, string>>;
}

/** Cards that exist, by file name, as far as sizes and times of a plan depend on them. */
export const cards: ReadonlyMap<string, Card> = new Map(
  Object.entries(
    import.meta.glob<CardFile>('../simulate/cards/*.json', { eager: true, import: 'default' }),
  ).map(([path, file]) => [path.split('/').at(-1)!.replace('.json', ''), cardOf(path, file)]),
);

function cardOf(path: string, { device, limits, features, lastCacheBytes }: CardFile): Card {
  return {
    device: parseDevice(JSON.stringify(device), path),
    limits: { ...SIMULATED_LIMITS, ...limits },
    features: new Set(features),
    lastCacheBytes,
  };
}
