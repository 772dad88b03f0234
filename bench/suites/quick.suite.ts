import type { Suite } from '../../src/core/plan.ts';
import { BRIEF_BATCHES, batchLadderSections } from './parts/batch-ladder.ts';
import { byteLadderSection } from './parts/byte-ladder.ts';
import { ceilingsSection, readCurveSection, workingSets } from './parts/ceilings.ts';
import { dispatchSection, gemmSection, gemvSection, slowDense } from './parts/dense.ts';
import { densitySections } from './parts/density.ts';
import { dilutionSection } from './parts/dilution.ts';
import { fileSections } from './parts/files.ts';
import { BRIEF_RUNGS, flopLadderSections } from './parts/flop-ladder.ts';
import { hostCases } from './parts/host.ts';
import { basePlan, QUICK_STOP } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';

const DENSITIES = [0.01, 0.03, 0.1, 0.2, 0.3, 0.5];
/** On a GPU every density is a section of its own, and takes about a second. */
const FEWER_DENSITIES = [0.03, 0.1, 0.2, 0.5];
const SECONDS = { hardware: 55, software: 100 } as const;

/** The whole argument in a minute: ceilings, dense and sparse kernels, dilution, short ladders, crossover. */
const quick: Suite = {
  id: 'quick',
  order: 2,
  label: 'Quick',
  description:
    'Ceilings, dense and sparse kernels, dilution, short ladders and the density crossover of three patterns.',
  pilot: 'tune',
  expectedSeconds: { hardware: 60, software: 130 },
  expectedBytes: { hardware: 4 * 2 ** 30, software: 2 ** 30 },
  plan(context) {
    const hardware = context.deviceClass === 'hardware';
    const sizes = chooseSizes(context, {
      matvecNs: hardware ? 20e6 : 90e6,
      productNs: hardware ? 60e6 : 60e6,
      productCount: 2,
    });
    const side = sizes.matvec;
    const files = fileSections(context, 2);
    return {
      ...basePlan(context, { suite: 'quick', sizes, stop: QUICK_STOP, seconds: SECONDS }),
      sections: [
        ceilingsSection(sizes, 2, hardware ? 'some' : 'full'),
        ...files.sections,
        gemvSection(context, side, 1.5),
        dilutionSection(context, side, hardware ? 3 : 6),
        ...densitySections(context, { patterns: ['uniform'], densities: DENSITIES, side, weight: 3 }),
        ...densitySections(context, {
          patterns: ['power-law', 'block'],
          densities: hardware ? FEWER_DENSITIES : DENSITIES,
          side,
          weight: 3,
        }),
        byteLadderSection(context, side, 1.5),
        ...batchLadderSections(context, { side, batches: BRIEF_BATCHES, weight: 1.5 }),
        ...flopLadderSections(context, BRIEF_RUNGS, 1),
        dispatchSection(context, side, 1),
        gemmSection(context, sizes.products, 0.5),
        readCurveSection(context, workingSets(Math.min(side * side * 4, 2 ** 28), 16), 0.5),
      ],
      leftOut: [...files.leftOut, ...slowDense(context, side)],
      hostCases: hostCases(side, 0.1),
    };
  },
};

export default quick;
