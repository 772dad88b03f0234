import type { Suite } from '../../src/core/plan.ts';
import { ceilingsSection } from './parts/ceilings.ts';
import { dispatchSection, gemmSection, gemvSection, slowDense } from './parts/dense.ts';
import { dilutionSection } from './parts/dilution.ts';
import { fileSections } from './parts/files.ts';
import { hostCases } from './parts/host.ts';
import { basePlan } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';
import { densitySections } from './parts/sparse/density.ts';

const MIB = 1024 * 1024;
const DENSITIES = [0.01, 0.05, 0.1, 0.3, 0.6];
const STOP = { minimumRounds: 5, maximumRounds: 10, precision: 0.05 };
const SECONDS = { hardware: 15, software: 20 } as const;

/** Does everything once and briefly: shows that it works here, not how fast it is. */
const smoke: Suite = {
  id: 'smoke',
  order: 1,
  label: 'Smoke',
  question: 'Does it work here at all?',
  description: 'Everything once, small and brief: shows that it works here. Intervals are wide.',
  pilot: 'none',
  expectedSeconds: SECONDS,
  expectedBytes: { hardware: 512 * MIB, software: 512 * MIB },
  plan(context) {
    const hardware = context.deviceClass === 'hardware';
    const sizes = chooseSizes(context, {
      matvecNs: hardware ? 4e6 : 40e6,
      productNs: 12e6,
      productCount: 1,
      streamBytes: 32 * MIB,
      gatherLines: 1 << 20,
      isBrief: true,
    });
    const side = sizes.matvec;
    const files = fileSections(context, 2);
    return {
      ...basePlan(context, {
        suite: 'smoke',
        sizes,
        stop: STOP,
        seconds: SECONDS,
        hostCases: hostCases(side, 0.1),
      }),
      minimumBatchMs: 4,
      sections: [
        ceilingsSection(context, sizes, 2, 'brief'),
        ...files.sections,
        gemmSection(context, sizes.products, 1),
        gemvSection(context, side, 1),
        dilutionSection(context, side, 2, 'brief'),
        ...densitySections(context, { patterns: ['uniform'], densities: DENSITIES, side, weight: 3 }),
        dispatchSection(context, side, 1),
      ],
      leftOut: [...files.leftOut, ...slowDense(context, side)],
    };
  },
};

export default smoke;
