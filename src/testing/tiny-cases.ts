import { formats, generators, get } from '../catalog.ts';
import { parseProblem } from '../core/address.ts';
import type { KernelDescriptor, KernelLimits, Launch } from '../core/kernel.ts';
import { defaultTunables } from '../core/kernel.ts';
import type { OperationId } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import { makeProblem } from '../problems/generate.ts';
import { DEFAULT_LIMITS } from './limits.ts';

/** A problem that every kernel of the operation can run; an operation without an entry does not type-check. */
const TINY_PROBLEMS: Readonly<Record<OperationId, string>> = {
  matvec: 'uniform(m=9,n=7,density=0.3)',
  matmul: 'product(m=9,n=5,k=7)',
  read: 'vector(n=1000)',
  write: 'vector(n=1000)',
  copy: 'vector(n=1000)',
  gather: 'table(lines=4,chains=3,steps=5)',
  fma: 'chains(count=5,length=3)',
  ladder: 'ladder(n=1000,multiplyAdds=4)',
  decode: 'transformer(model=tiny-gpt,context=5)',
  dispatch: 'nothing()',
};

export function tinyProblem(operation: OperationId): Problem {
  return problemAt(TINY_PROBLEMS[operation]!);
}

/** The problem that an address describes. */
export function problemAt(address: string): Problem {
  const spec = parseProblem(address);
  return makeProblem(get(generators, spec.generator, 'generator'), spec);
}

export interface LaunchOptions {
  readonly tunables?: Readonly<Record<string, number>>;
  readonly limits?: KernelLimits;
  readonly memoryShare?: number;
}

/** Encodes and launches with the kernel's defaults and every device's limits where nothing else is asked for. */
export function launchOn(kernel: KernelDescriptor, problem: Problem, options: LaunchOptions = {}): Launch {
  return kernel.launch({
    problem,
    encoded: get(formats, kernel.format, 'format').encode(problem.a),
    tunables: { ...defaultTunables(kernel), ...options.tunables },
    limits: options.limits ?? DEFAULT_LIMITS,
    memoryShare: options.memoryShare ?? 1,
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
