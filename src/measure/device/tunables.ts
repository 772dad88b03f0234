import type { KernelDescriptor } from '../../core/kernel.ts';

type Tunables = Readonly<Record<string, number>>;

/** Only what differs from the kernel's defaults, so that equal cases have equal addresses. */
export function differing(kernel: Pick<KernelDescriptor, 'tunables'>, tunables: Tunables): Tunables {
  return Object.fromEntries(
    Object.entries(tunables).filter(([name, value]) => kernel.tunables[name]?.[0] !== value),
  );
}

/**
 * Tunables that differ from the given ones in one place, for every value of a tunable: the first step of a search along
 * one tunable after the other, which finds what matters in a fraction of all combinations. A tunable whose default is 0 is
 * chosen by the launch for each problem and keeps that: a value tuned on one problem would be wrong for the next.
 */
export function variationsOf(
  kernel: Pick<KernelDescriptor, 'tunables'>,
  name: string,
  from: Tunables,
): readonly Tunables[] {
  const values = kernel.tunables[name] ?? [];
  if (values[0] === 0) return [];
  const current = from[name] ?? values[0];
  return values
    .filter(value => value !== current)
    .map(value => differing(kernel, { ...from, [name]: value }));
}
