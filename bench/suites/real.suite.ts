import type { Suite } from '../../src/core/plan.ts';
import { ceilingsSection } from './parts/ceilings.ts';
import { dispatchSection, familyOf, gemvSection, slowDense } from './parts/dense.ts';
import { dilutionSection } from './parts/dilution.ts';
import { fileSections } from './parts/files.ts';
import { basePlan, QUICK_STOP } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';

const SECONDS = { hardware: 60, software: 60 } as const;
const SECONDS_PER_MATRIX = { hardware: 8, software: 12 } as const;
/** Of the whole time; what the device does beside them is known well enough from the rest. */
const FILES_WEIGHT = 8;
/** What converting has to pay against. */
const PLAIN_CSR = 'spmv/csr-vector';

/** Which format and kernel is fastest on each matrix that the user brings, and when converting to it has paid. */
const real: Suite = {
  id: 'real',
  order: 3.5,
  label: 'Real matrices',
  question: 'Which format and kernel is fastest on my matrices, and does converting to it pay?',
  description:
    'All formats and kernels on each matrix of yours: ranked by time, beside dense and plain CSR, with what converting takes and after how many products it has paid.',
  pilot: 'tune',
  expectedSeconds: SECONDS,
  secondsPerMatrix: SECONDS_PER_MATRIX,
  expectedBytes: { hardware: 5.25 * 2 ** 30, software: 2 ** 30 },
  needsMatrices: 'measures matrices of yours, and none was given',
  plan(context) {
    const hardware = context.deviceClass === 'hardware';
    const sizes = chooseSizes(context, {
      matvecNs: hardware ? 20e6 : 60e6,
      productNs: 1e6,
      productCount: 1,
    });
    const side = sizes.matvec;
    // The dense kernel that is best on a square matrix need not be on this one: none leaves for a sparse one that is faster.
    const stays = [PLAIN_CSR, ...familyOf(context, 'gemv')];
    const files = fileSections(context, FILES_WEIGHT, { stays });
    return {
      ...basePlan(context, {
        suite: 'real',
        sizes,
        stop: QUICK_STOP,
        seconds: secondsFor(context.files.length),
      }),
      sections: [
        ceilingsSection(context, sizes, 1, 'brief'),
        ...files.sections,
        gemvSection(context, side, 0.5),
        dilutionSection(context, side, 0.5),
        dispatchSection(context, side, 0.5),
      ],
      leftOut: [...files.leftOut, ...slowDense(context, side)],
    };
  },
};

function secondsFor(matrixCount: number): Suite['expectedSeconds'] {
  return {
    hardware: SECONDS.hardware + SECONDS_PER_MATRIX.hardware * matrixCount,
    software: SECONDS.software + SECONDS_PER_MATRIX.software * matrixCount,
  };
}

export default real;
