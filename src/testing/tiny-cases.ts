import { formats, get } from '../catalog.ts';
import type { Encoded, FormatId } from '../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch } from '../core/kernel.ts';
import { defaultTunables } from '../core/kernel.ts';
import type { OperationId } from '../core/operation.ts';
import type { Matrix, Problem } from '../core/problem.ts';
import { contractOfOperation } from './contract-pieces.ts';
import { DEFAULT_LIMITS } from './limits.ts';

/** A problem that every kernel of the operation can run. */
export function tinyProblem(operation: OperationId): Problem {
  return contractOfOperation(operation).handCounted.problem;
}

export interface LaunchOptions {
  readonly tunables?: Readonly<Record<string, number>>;
  readonly limits?: KernelLimits;
  readonly memoryShare?: number;
  readonly residentBytes?: number;
}

const encodings = new WeakMap<Matrix, Map<FormatId, Encoded>>();

/** Made once: kernels share formats, and tests launch again and again. */
export function encodedIn(id: FormatId, a: Matrix): Encoded {
  const known = encodings.get(a) ?? new Map<FormatId, Encoded>();
  encodings.set(a, known);
  const encoded = known.get(id) ?? get(formats, id, 'format').encode(a);
  known.set(id, encoded);
  return encoded;
}

/** Encodes and launches with the kernel's defaults and every device's limits where nothing else is asked for. */
export function launchOn(kernel: KernelDescriptor, problem: Problem, options: LaunchOptions = {}): Launch {
  return kernel.launch({
    problem,
    encoded: encodedIn(kernel.format, problem.a),
    tunables: { ...defaultTunables(kernel), ...options.tunables },
    limits: options.limits ?? DEFAULT_LIMITS,
    memoryShare: options.memoryShare ?? 1,
    ...(options.residentBytes !== undefined && { residentBytes: options.residentBytes }),
  });
}

/** Every combination of the kernel's tunables. */
export function tunableCombinations(kernel: Pick<KernelDescriptor, 'tunables'>): Record<string, number>[] {
  let combinations: Record<string, number>[] = [{}];
  for (const [name, values] of Object.entries(kernel.tunables)) {
    combinations = combinations.flatMap(chosen => values.map(value => ({ ...chosen, [name]: value })));
  }
  return combinations;
}
