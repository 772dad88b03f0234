import { takingPart } from '../../bench/suites/parts/families.ts';
import { kernels, matchKernels } from '../catalog.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import type { Suite } from '../core/plan.ts';

/** Which kernels a run is about. */
export interface TakingKernels {
  readonly ids: readonly string[];
  readonly all: readonly KernelDescriptor[];
  /** Those that are tried before sizes are chosen. */
  readonly piloted: readonly KernelDescriptor[];
}

/** @throws UserError where nothing matches the glob */
export function takingKernels(glob: string | null, suite: Suite): TakingKernels {
  const ids = takingPart(matchKernels(glob), suite.comparesPatterns);
  const all = [...kernels.values()].filter(({ id }) => ids.includes(id));
  const tried = suite.pilot === 'none' ? [] : (suite.piloted?.(ids) ?? ids);
  return { ids, all, piloted: all.filter(({ id }) => tried.includes(id)) };
}
