import type { KernelDescriptor } from '../../core/kernel.ts';

type Tunables = Readonly<Record<string, number>>;

/** More combinations than this are not tried. */
const MAXIMUM_CANDIDATES = 32;

/** Only what differs from the kernel's defaults, so that equal cases have equal addresses. */
export function differing(kernel: Pick<KernelDescriptor, 'tunables'>, tunables: Tunables): Tunables {
  return Object.fromEntries(
    Object.entries(tunables).filter(([name, value]) => kernel.tunables[name]?.[0] !== value),
  );
}

/**
 * All combinations of tunables except the default one. A tunable whose default is 0 is chosen by the launch for each
 * problem and keeps that: a value tuned on one problem would be wrong for the next.
 */
export function candidatesOf(kernel: Pick<KernelDescriptor, 'tunables'>): readonly Tunables[] {
  let combinations: Tunables[] = [{}];
  for (const [name, values] of Object.entries(kernel.tunables)) {
    const tried = values[0] === 0 ? [0] : values;
    combinations = combinations.flatMap(combination =>
      tried.map(value => ({ ...combination, [name]: value })),
    );
  }
  return combinations
    .map(combination => differing(kernel, combination))
    .filter(combination => Object.keys(combination).length > 0)
    .slice(0, MAXIMUM_CANDIDATES);
}
