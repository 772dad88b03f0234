import type { KernelLimits, Resource, Stage } from '../../../core/kernel.ts';
import { foldWorkgroups } from '../../../core/workgroups.ts';
import { scratch } from '../../scratch.ts';

/** Carries that a thread of the second dispatch adds up, as in the shaders. */
const FOLD = 64;
/** Row and sum. */
const CARRY_BYTES = 8;

/** Elements that threads walk in equal shares, whatever rows they are of; its uniform is `params.<index>`. */
interface SharedSlab {
  readonly resources: readonly Resource[];
  readonly shareCount: number;
}

interface Carried {
  readonly scratch: readonly Resource[];
  readonly stages: readonly Stage[];
  /** Carries are written once, and read once. */
  readonly carriedBytes: number;
}

/**
 * Three dispatches a slab: `main` leaves what it has of each share's last row as a carry, `fold` adds up carries that follow
 * one another, `finish` the rest. All slabs hand carries on in the same buffers.
 */
export function carryStages(
  slabs: readonly SharedSlab[],
  workgroupSize: number,
  limits: Pick<KernelLimits, 'maxComputeWorkgroupsPerDimension'>,
): Carried {
  const workgroups = (threads: number) =>
    foldWorkgroups(Math.max(1, Math.ceil(threads / workgroupSize)), limits);
  const foldsOf = ({ shareCount }: SharedSlab) => Math.ceil(shareCount / FOLD);
  const most = Math.max(1, ...slabs.map(({ shareCount }) => shareCount));
  const stages = slabs.flatMap((slab, index): Stage[] => [
    {
      entryPoint: 'main',
      bindings: [...slab.resources.map(({ name }) => name), 'x', 'y', 'carries', `params.${index}`],
      workgroups: workgroups(slab.shareCount),
    },
    {
      entryPoint: 'fold',
      bindings: ['carries', 'folded', 'y', `params.${index}`],
      workgroups: workgroups(foldsOf(slab)),
    },
    {
      entryPoint: 'finish',
      bindings: ['folded', 'y', `params.${index}`],
      workgroups: workgroups(foldsOf(slab)),
    },
  ]);
  const handedOn = slabs.reduce((sum, slab) => sum + slab.shareCount + foldsOf(slab), 0);
  return {
    scratch: [
      scratch('carries', CARRY_BYTES * most),
      scratch('folded', CARRY_BYTES * Math.ceil(most / FOLD)),
    ],
    stages,
    carriedBytes: 2 * CARRY_BYTES * handedOn,
  };
}
