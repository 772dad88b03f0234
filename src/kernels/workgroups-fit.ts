import type { KernelLimits } from '../core/kernel.ts';
import { formatCount } from '../core/units.ts';

/** True, or why two folded dimensions cannot hold `count` workgroups. */
export function workgroupsFit(
  count: number,
  limits: Pick<KernelLimits, 'maxComputeWorkgroupsPerDimension'>,
): true | string {
  const perDimension = limits.maxComputeWorkgroupsPerDimension;
  if (count <= perDimension ** 2) return true;
  return `${formatCount(count)} workgroups are needed, but maxComputeWorkgroupsPerDimension is ${formatCount(perDimension)}, so two dimensions hold ${formatCount(perDimension ** 2)}`;
}
