import type { Suite, SuiteContext } from '../../src/core/plan.ts';
import { batchLadderSections, FULL_BATCHES } from './parts/batch-ladder.ts';
import { byteLadderSection } from './parts/byte-ladder.ts';
import { ceilingsSection, otherCurvesSection, readCurveSection, workingSets } from './parts/ceilings.ts';
import { dispatchSection, gemmSection, gemvSection, slowDense } from './parts/dense.ts';
import { dilutionSection } from './parts/dilution.ts';
import { usualKernels } from './parts/families.ts';
import { fileSections } from './parts/files.ts';
import { FULL_RUNGS, flopLadderSections } from './parts/flop-ladder.ts';
import { hostCases } from './parts/host.ts';
import { inFlightSection } from './parts/in-flight.ts';
import { basePlan, FULL_STOP, QUICK_STOP } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';
import { densitySections } from './parts/sparse/density.ts';
import { sparseDilutionSection } from './parts/sparse/sparse-dilution.ts';

const MIB = 2 ** 20;
const SECONDS = { hardware: 200, software: 250 } as const;
const DENSITIES = [0.01, 0.03, 0.1, 0.3];
const DILUTED_DENSITIES = [0.01, 0.1];
/** Working sets of the curves: the largest, and the step from one to the next. */
const CURVES = {
  hardware: { largestBytes: 512 * MIB, readFactor: 2, otherFactor: 8 },
  software: { largestBytes: 16 * MIB, readFactor: 4, otherFactor: 16 },
} as const;
/** A CPU adapter gets sets cut to the time there is: seven experiments have to fit. */
const SOFTWARE_STREAM_BYTES = 32 * MIB;

/** The question itself: every experiment that could refute that batch-1 inference is bandwidth-bound. */
const batch1: Suite = {
  id: 'batch1',
  order: 2.5,
  label: 'Batch 1',
  question: 'The same, with every experiment at full length: how sure is it?',
  description:
    'Is batch-1 inference bandwidth-bound? Ladders of bytes, FLOPs and batch, dilution of every kernel, dispatch, curves.',
  pilot: 'tune',
  expectedSeconds: SECONDS,
  expectedBytes: { hardware: 4 * 2 ** 30, software: 2 ** 30 },
  piloted: usualKernels,
  plan(context) {
    const hardware = context.deviceClass === 'hardware';
    const sizes = chooseSizes(context, {
      matvecNs: 20e6,
      productNs: hardware ? 60e6 : 40e6,
      productCount: 1,
      ...(hardware ? {} : { streamBytes: SOFTWARE_STREAM_BYTES }),
      gatherLines: hardware ? 1 << 22 : 1 << 21,
    });
    const side = sizes.matvec;
    const files = fileSections(context, 2);
    return {
      ...basePlan(context, {
        suite: 'batch1',
        sizes,
        stop: hardware ? FULL_STOP : QUICK_STOP,
        seconds: SECONDS,
        hostCases: hostCases(side, 0.1),
      }),
      // What the verdict needs comes first: a short time budget then costs figures, not the answer.
      sections: [
        ceilingsSection(context, sizes, 2, hardware ? 'full' : 'brief'),
        gemvSection(context, side, 2),
        dilutionSection(context, side, hardware ? 3 : 7),
        dispatchSection(context, side, 2),
        ...files.sections,
        byteLadderSection(context, side, 3),
        ...flopLadderSections(context, FULL_RUNGS, 3),
        ...batchLadderSections(context, { side, batches: FULL_BATCHES, weight: 4 }),
        inFlightSection(side, 1),
        gemmSection(context, sizes.products, 1),
        ...densitySections(context, { patterns: ['uniform'], densities: DENSITIES, side, weight: 2 }),
        sparseDilutionSection(context, side, DILUTED_DENSITIES, 2),
        ...curveSections(context, sizes.gatherChains),
      ],
      leftOut: [...files.leftOut, ...slowDense(context, side)],
    };
  },
};

function curveSections(context: SuiteContext, gatherChains: number) {
  const { deviceClass, limits } = context;
  const { largestBytes, readFactor, otherFactor } = CURVES[deviceClass];
  const largest = Math.min(largestBytes, limits.maxStorageBufferBindingSize);
  return [
    readCurveSection(context, workingSets(largest, readFactor), 2),
    otherCurvesSection(context, workingSets(largest, otherFactor), { gatherChains, weight: 1 }),
  ];
}

export default batch1;
