import type { Suite } from '../core/plan.ts';

/** By id, in the order of the chooser. */
export const suites: ReadonlyMap<string, Suite> = new Map(
  Object.values(import.meta.glob<Suite>('../../bench/suites/*.suite.ts', { eager: true, import: 'default' }))
    .sort((a, b) => a.order - b.order)
    .map(suite => [suite.id, suite]),
);
