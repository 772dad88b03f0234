import { kernels } from '../catalog.ts';
import { tunedNames } from '../core/kernel.ts';
import type { Case } from '../core/record/record.ts';
import type { ShortPlan } from './run-simulated.ts';

/** Of the f32 products one is judged; the others would only cost time. */
const KERNELS =
  /^(gemv\/(rows-per-workgroup|f16-native|i8|i4)|gemm\/columns|probe\/(read|gather|fma|ladder|dispatch))$/;
const SHARES: readonly number[] = [1, 0.5, 0];
const RUNGS: readonly number[] = [1, 2, 4, 8, 32, 1024];
const BATCHES: readonly number[] = [1, 2, 4];

/** The part of a suite that the regime rests on, with as many rounds as the full suites begin with. */
export const SHORT_PLAN: ShortPlan = {
  kernelIds: [...kernels.keys()].filter(id => KERNELS.test(id)),
  stop: { minimumRounds: 20, maximumRounds: 40, precision: 0.03 },
  // The verdict is by the best clock; what the wall adds to it is only reported.
  wants: c => c.clock === 'gpu' && bearsOnRegime(c),
};

function bearsOnRegime({ kernelId, problem, memoryShare, tunables }: Case): boolean {
  const { generator, params } = problem;
  if (!SHARES.includes(memoryShare)) return false;
  if (generator === 'ladder') return RUNGS.includes(Number(params.multiplyAdds));
  if (generator === 'product') return BATCHES.includes(Number(params.n));
  // Points of the read curve say where caches end, not what limits.
  if (kernelId === 'probe/read' && params.passes !== undefined) return false;
  if (/^probe\/(fma-|dot-)/.test(kernelId)) return false;
  return !(kernelId === 'probe/fma' && tunedNames(kernels.get(kernelId)!, tunables).length > 0);
}
