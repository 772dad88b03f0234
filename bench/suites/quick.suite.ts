import type { Suite } from '../../src/core/plan.ts';
import { BRIEF_BATCHES, batchLadderSections } from './parts/batch-ladder.ts';
import { byteLadderSection } from './parts/byte-ladder.ts';
import { ceilingsSection, readCurveSection, workingSets } from './parts/ceilings.ts';
import { decodeSections } from './parts/decode.ts';
import { dispatchSection, gemmSection, gemvSection, slowDense } from './parts/dense.ts';
import { dilutionSection } from './parts/dilution.ts';
import { briefKernels } from './parts/families.ts';
import { fileSections } from './parts/files.ts';
import { BRIEF_RUNGS, flopLadderSections } from './parts/flop-ladder.ts';
import { hostCases } from './parts/host.ts';
import { basePlan, QUICK_STOP } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';
import { densitySections } from './parts/sparse/density.ts';

const DENSITIES = [0.01, 0.1, 0.3, 0.5];
/** On a GPU a density takes about a second. */
const FEWER_DENSITIES = [0.03, 0.1, 0.3];
/** What the host does with a larger one leaves no minute. */
const MOST_SIDE = 8192;
/** One step tells of all: that of the smallest model, whose weights cost the host least. */
const STEP_MODELS = ['gpt2-xl'] as const;
/** By wall clock a round runs a step some 15 times: no more than a second. */
const LONGEST_STEP_NS = 60e6;
const SECONDS = { hardware: 60, software: 120 } as const;

/** The whole argument in a minute: ceilings, dense and sparse kernels, dilution, short ladders, crossover. */
const quick: Suite = {
  id: 'quick',
  order: 2,
  label: 'Quick',
  question: 'What limits running a language model here, and where does sparsity pay?',
  description:
    'Ceilings, dense and sparse kernels, dilution, short ladders, the density crossover of three patterns; on a GPU one decode step.',
  pilot: 'tune',
  expectedSeconds: SECONDS,
  expectedBytes: { hardware: 4 * 2 ** 30, software: 2 ** 30 },
  piloted: briefKernels,
  plan(asked) {
    const context = { ...asked, kernelIds: briefKernels(asked.kernelIds) };
    const hardware = context.deviceClass === 'hardware';
    const sizes = chooseSizes(context, {
      matvecNs: hardware ? 20e6 : 90e6,
      productNs: hardware ? 20e6 : 60e6,
      productCount: hardware ? 1 : 2,
      mostSide: MOST_SIDE,
    });
    const side = sizes.matvec;
    const files = fileSections(context, 2);
    const steps = decodeSections(context, {
      longestStepNs: LONGEST_STEP_NS,
      models: hardware ? STEP_MODELS : [],
      weight: 2,
    });
    return {
      ...basePlan(context, {
        suite: 'quick',
        sizes,
        stop: QUICK_STOP,
        seconds: SECONDS,
        hostCases: hostCases(side, 0.1),
      }),
      sections: [
        ceilingsSection(context, sizes, 2, hardware ? 'some' : 'plain'),
        ...files.sections,
        gemvSection(context, side, 1),
        dilutionSection(context, side, hardware ? 2.5 : 6, hardware ? 'brief' : 'full'),
        ...densitySections(context, { patterns: ['uniform'], densities: DENSITIES, side, weight: 3 }),
        ...densitySections(context, {
          patterns: ['power-law', 'block'],
          densities: hardware ? FEWER_DENSITIES : DENSITIES,
          side,
          weight: 3,
        }),
        byteLadderSection(context, side, 2.5),
        ...batchLadderSections(context, { side, batches: BRIEF_BATCHES, weight: 3 }),
        gemmSection(context, sizes.products, 1),
        ...flopLadderSections(context, BRIEF_RUNGS, 2),
        dispatchSection(context, side, 2),
        ...steps.sections,
        readCurveSection(context, workingSets(Math.min(side * side * 4, 2 ** 28), 16), 1),
      ],
      leftOut: [...files.leftOut, ...steps.leftOut, ...slowDense(context, side)],
    };
  },
};

export default quick;
