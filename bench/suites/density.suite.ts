import type { Section, Suite } from '../../src/core/plan.ts';
import { ceilingsSection } from './parts/ceilings.ts';
import { dispatchSection, gemvSection, slowDense } from './parts/dense.ts';
import { dilutionSection } from './parts/dilution.ts';
import { fileSections } from './parts/files.ts';
import { hostCases } from './parts/host.ts';
import { basePlan, FULL_STOP, QUICK_STOP } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';
import { activitySection } from './parts/sparse/activity.ts';
import { batchSparseSection } from './parts/sparse/batch-sparse.ts';
import { bisectionSection, densitySections } from './parts/sparse/density.ts';
import { PATTERNS } from './parts/sparse/patterns.ts';
import { sparseDilutionSection } from './parts/sparse/sparse-dilution.ts';

const DENSITIES = [0.005, 0.02, 0.1, 0.2, 0.3, 0.5, 0.75, 1];
const DILUTED_DENSITIES = [0.1];
/** Of the matrix whose inputs are fewer and fewer. */
const ACTIVE_DENSITY = 0.1;
const SOFTWARE_SIDE = 1024;
/** Of the slowest product, which leaves when the field is halved. */
const SOFTWARE_LONGEST_NS = 200e6;
const SOFTWARE_STREAM_BYTES = 16 * 2 ** 20;
/** Of each format: those of all that are compared at once are to fit what the suite promises. */
const MOST_STREAM_BYTES = 512 * 2 ** 20;
/** Of the matrices that are multiplied by more and more columns. */
const BATCH_DENSITY = 0.1;
const SECONDS = { hardware: 330, software: 330 } as const;
/** About the densities at which formats of two bytes a value have as many bytes as a dense matrix. */
const F16_DENSITIES = [0.1, 0.3, 0.5, 0.75];
const FILE_SECONDS = { hardware: 60, software: 90 } as const;
const REFINE_WEIGHT = 3;
/** What others publish crossovers of: a slice of lanes a row. */
const STAYS = ['spmv/csr-vector'];

/** Where CSR and dense take the same time, by pattern; or how they compare on matrices of the user's own. */
const density: Suite = {
  id: 'density',
  order: 3,
  label: 'Density',
  question: 'At which sparsity does a sparse product beat a dense one?',
  description:
    'Time against density from 0.5 % to 100 % for eight patterns, refined around the crossing; and against the activity of a sparse x. With matrices of your own: those instead of the patterns.',
  pilot: 'tune',
  comparesPatterns: true,
  expectedSeconds: SECONDS,
  secondsWithMatrices: FILE_SECONDS,
  expectedBytes: { hardware: 4 * 2 ** 30, software: 2 ** 30 },
  plan(context) {
    const hardware = context.deviceClass === 'hardware';
    const ownMatrices = context.files.length > 0;
    const sizes = chooseSizes(context, {
      matvecNs: hardware ? 20e6 : SOFTWARE_LONGEST_NS,
      productNs: 1e6,
      productCount: 1,
      mostStreamBytes: MOST_STREAM_BYTES,
      // Every case costs the host as much as its matrix and its copies are large, and a CPU's crossover says nothing of a GPU's.
      ...(!hardware && { mostSide: SOFTWARE_SIDE, streamBytes: SOFTWARE_STREAM_BYTES }),
    });
    const side = sizes.matvec;
    const files = fileSections(context, 5);
    const patterns = densitySections(context, {
      patterns: Object.keys(PATTERNS),
      densities: DENSITIES,
      side,
      weight: 10,
      halving: { stays: STAYS },
      ownDensities: true,
    });
    const isUniform = ({ id }: Section) => id.startsWith('density/uniform/');
    const halves = densitySections(context, {
      patterns: ['uniform'],
      densities: F16_DENSITIES,
      side,
      weight: 1,
      valueType: 'f16',
    });
    return {
      ...basePlan(context, {
        suite: 'density',
        sizes,
        stop: hardware && !ownMatrices ? FULL_STOP : QUICK_STOP,
        seconds: ownMatrices ? FILE_SECONDS : SECONDS,
        hostCases: hostCases(side, 0.1),
      }),
      // The user's own matrices come before what the suite adds: they must not fall victim to the time budget.
      sections: [
        ceilingsSection(context, sizes, 1, ownMatrices ? 'brief' : 'full'),
        ...(ownMatrices ? files.sections : []),
        gemvSection(context, side, 1),
        dilutionSection(context, side, 1),
        dispatchSection(context, side, 1),
        ...(ownMatrices
          ? []
          : [
              ...patterns.filter(isUniform),
              sparseDilutionSection(context, side, DILUTED_DENSITIES, 0.5),
              activitySection(context, { side, density: ACTIVE_DENSITY, weight: 2 }),
              batchSparseSection(context, { side, density: BATCH_DENSITY, weight: 1 }),
              ...halves,
              ...patterns.filter(section => !isUniform(section)),
            ]),
      ],
      leftOut: [...files.leftOut, ...slowDense(context, side)],
      ...(ownMatrices
        ? {}
        : { refine: records => bisectionSection(context, records, side, 1), refineWeight: REFINE_WEIGHT }),
    };
  },
};

export default density;
