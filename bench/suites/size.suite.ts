import type { Section, Suite, SuiteContext } from '../../src/core/plan.ts';
import { against, makeCase, problem, tunedCase, vectorLike } from './parts/cases.ts';
import { ceilingsSection } from './parts/ceilings.ts';
import { dispatchSection, familyOf, gemmSection, slowDense } from './parts/dense.ts';
import { usualKernels } from './parts/families.ts';
import { fileSections } from './parts/files.ts';
import { basePlan, QUICK_STOP } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';

const SIDES = [256, 512, 1024, 2048, 4096, 8192];
const DENSITY = 0.1;
const SECONDS = { hardware: 60, software: 200 } as const;

/** How every kernel grows with the size of the matrix. */
const size: Suite = {
  id: 'size',
  order: 4,
  label: 'Size',
  question: 'At which size does launching stop to matter?',
  description: 'GEMM, GEMV and SpMV (uniform, 10 %) over matrix sizes: where launching stops to matter.',
  pilot: 'tune',
  expectedSeconds: SECONDS,
  expectedBytes: { hardware: 4 * 2 ** 30, software: 2 ** 30 },
  piloted: usualKernels,
  plan(context) {
    const hardware = context.deviceClass === 'hardware';
    const sizes = chooseSizes(context, {
      matvecNs: hardware ? 20e6 : 40e6,
      productNs: hardware ? 100e6 : 60e6,
      productCount: 6,
    });
    const files = fileSections(context, 2);
    const sides = SIDES.filter(side => side <= sizes.matvec);
    return {
      ...basePlan(context, { suite: 'size', sizes, stop: QUICK_STOP, seconds: SECONDS }),
      sections: [
        ceilingsSection(context, sizes, 1),
        ...files.sections,
        gemmSection(context, sizes.products, 3),
        dispatchSection(context, sizes.matvec, 1),
        ...sides.map(side => matvecSection(context, side)),
      ],
      leftOut: [...files.leftOut, ...slowDense(context, sizes.matvec)],
    };
  },
};

/** Dense and sparse kernels of one size beside the read probe of the dense bytes. */
function matvecSection(context: SuiteContext, side: number): Section {
  const reference = makeCase('probe/read', vectorLike(side, side));
  const dense = familyOf(context, 'gemv').map(id =>
    tunedCase(context, id, problem('dense', { m: side, n: side })),
  );
  const sparse = familyOf(context, 'spmv').map(id =>
    tunedCase(context, id, problem('uniform', { m: side, n: side, density: DENSITY })),
  );
  return {
    id: `matvec/${side}`,
    title: `Matrix × vector, ${side} × ${side}`,
    groups: against(reference, [...dense, ...sparse]),
    weight: 1,
  };
}

export default size;
