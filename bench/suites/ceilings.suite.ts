import type { Suite } from '../../src/core/plan.ts';
import { ceilingsSection, readCurveSection, workingSets } from './parts/ceilings.ts';
import { gemvSection } from './parts/dense.ts';
import { dilutionSection } from './parts/dilution.ts';
import { usualKernels } from './parts/families.ts';
import { basePlan, FULL_STOP } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';

const SECONDS = { hardware: 52, software: 110 } as const;
const LARGEST_SET_BYTES = { hardware: 2 ** 30, software: 2 ** 26 } as const;

/** What the device can do at best: bandwidth by working set, multiply-adds, gathers, dispatches. */
const ceilings: Suite = {
  id: 'ceilings',
  order: 5,
  label: 'Ceilings',
  question: 'How fast does this GPU read, write, copy, gather and calculate?',
  description:
    'Read, write, copy and gather bandwidth, multiply-add rate and dispatch cost; read bandwidth by working set.',
  pilot: 'tune',
  expectedSeconds: SECONDS,
  expectedBytes: { hardware: 4 * 2 ** 30, software: 2 ** 30 },
  noMatrices: 'it asks what the device can do at best, whatever the matrix; quick and density measure them',
  piloted: usualKernels,
  plan(context) {
    const sizes = chooseSizes(context, {
      matvecNs: 20e6,
      productNs: 1e6,
      productCount: 1,
    });
    const largest = Math.min(LARGEST_SET_BYTES[context.deviceClass], context.limits.maxBufferSize);
    return {
      ...basePlan(context, { suite: 'ceilings', sizes, stop: FULL_STOP, seconds: SECONDS }),
      sections: [
        ceilingsSection(context, sizes, 3),
        readCurveSection(context, workingSets(largest, 2), 3),
        gemvSection(context, sizes.matvec, 1),
        dilutionSection(context, sizes.matvec, 2),
      ],
    };
  },
};

export default ceilings;
