import { perDispatchNs } from '../stats/per-dispatch.ts';
import { median } from '../stats/quantile.ts';
import type { CaseBench } from './bench.ts';
import type { Host } from './host.ts';
import { type MeasuredCase, measureFirst } from './measured-case.ts';
import type { ResolvedCase } from './resolved-case.ts';

/** The read probe that watches every round; null where it cannot be measured. */
export async function prepareCanaryProbe(
  bench: CaseBench,
  resolved: ResolvedCase,
): Promise<MeasuredCase | null> {
  const outcome = await measureFirst(bench, resolved);
  return 'measured' in outcome ? outcome.measured : null;
}

/** Load before the first round, to reach steady clocks. */
export async function warmUp(
  probe: MeasuredCase | null,
  { host, warmupMs }: { readonly host: Host; readonly warmupMs: number },
): Promise<void> {
  if (!probe) return;
  for (const endMs = host.now() + warmupMs; host.now() < endMs; ) await canaryNs(probe);
}

export async function canaryNs(probe: MeasuredCase | null): Promise<number> {
  if (!probe) return 0;
  const samples = await probe.sampler.sample({ round: 0, group: 'canary' });
  return median(perDispatchNs(samples, probe.sampler.timer.id).map(({ ns }) => ns));
}
