import type { Operation } from '../core/operation.ts';
import fma from './fma.operation.ts';

/** Units of the kernels' tolerance, an error of one rounding in f16, that rounding every step of a chain may add up to. */
const ROUNDINGS = 20;

/**
 * The chains of `fma`, in f16. Rounding c and every step leaves errors that two steps contract to 0.8 of themselves at
 * worst: they stay far under 0.44, by which the two values of the cycle differ at least.
 */
const fmaF16: Operation = {
  ...fma,
  id: 'fma-f16',
  label: 'multiply-add in f16',
  errorScale: problem => fma.errorScale(problem).fill(ROUNDINGS),
};

export default fmaF16;
