import type { Suite } from '../../src/core/plan.ts';
import { ceilingsSection } from './parts/ceilings.ts';
import { decodeSections, LARGE_MODELS, TINY_MODELS } from './parts/decode.ts';
import { dispatchSection, gemvSection, slowDense } from './parts/dense.ts';
import { dilutionSection } from './parts/dilution.ts';
import { usualKernels } from './parts/families.ts';
import { basePlan, QUICK_STOP } from './parts/plan.ts';
import { chooseSizes } from './parts/sizes.ts';

const SECONDS = { hardware: 70, software: 260 } as const;
const LONGEST_STEP_NS = { hardware: 200e6, software: 700e6 } as const;

/** One token through one transformer block at the shapes of language models: the hypothesis on the real thing. */
const decode: Suite = {
  id: 'decode',
  order: 6,
  label: 'Decode step',
  question: 'How many tokens/s does one transformer block reach?',
  description:
    'One transformer block at batch 1 with a KV cache at the shapes of GPT-2 XL, Llama-3-8B and a slice of GPT-3: tokens/s against reading the weights.',
  pilot: 'tune',
  expectedSeconds: SECONDS,
  expectedBytes: { hardware: 4 * 2 ** 30, software: 2 ** 30 },
  noMatrices: 'its weights have the shapes of language models; quick and density measure them',
  piloted: usualKernels,
  plan(context) {
    const hardware = context.deviceClass === 'hardware';
    const sizes = chooseSizes(context, {
      matvecNs: 20e6,
      productNs: 1e6,
      productCount: 1,
    });
    const steps = decodeSections(context, {
      longestStepNs: LONGEST_STEP_NS[context.deviceClass],
      models: [...(hardware ? [] : TINY_MODELS), ...LARGE_MODELS],
      weight: 4,
    });
    return {
      ...basePlan(context, { suite: 'decode', sizes, stop: QUICK_STOP, seconds: SECONDS }),
      sections: [
        ceilingsSection(context, sizes, 1, 'brief'),
        ...steps.sections,
        gemvSection(context, sizes.matvec, 1),
        dilutionSection(context, sizes.matvec, 1),
        dispatchSection(context, sizes.matvec, 1),
      ],
      leftOut: [...steps.leftOut, ...slowDense(context, sizes.matvec)],
    };
  },
};

export default decode;
