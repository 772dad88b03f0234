import { kernels } from '../../catalog.ts';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { parseProblem } from '../../core/record/address.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { KernelTraits } from '../../simulate/device.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { runSimulated, type SimulatedRun } from '../../truth/run-simulated.ts';
import { shaderHashes } from '../../truth/shader-hashes.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import { raceSuite } from '../race-suite.ts';

/** What races here: dense products in f32, the only kernels whose outputs need no values. */
export const MINE = 'gemv/subgroup';

/** Copies of a kernel under names of their own. @returns what takes them out again: test files share the catalogue */
export function addCopies(...ids: readonly string[]): () => void {
  const catalogue = kernels as Map<string, KernelDescriptor>;
  for (const id of ids) catalogue.set(id, { ...kernels.get(MINE)!, id });
  return () => {
    for (const id of ids) catalogue.delete(id);
  };
}

export const PROBLEM = 'dense(m=2048,n=2048)#1';

/** A race on a simulated device, noise and drift included. */
export async function simulatedRace(
  rivalIds: readonly string[],
  { seed = 1, traits = {} }: { seed?: number; traits?: Readonly<Record<string, KernelTraits>> } = {},
): Promise<SimulatedRun> {
  const device = drawDevice('bandwidth', 'apart', seed);
  return runSimulated({
    device: { ...device, kernels: { ...device.kernels, ...traits } },
    suite: raceSuite({ kernelId: MINE, rivalIds, problems: [parseProblem(PROBLEM)] }),
    seed,
    resolver: createSimulatedResolver(await shaderHashes()),
    seal: async record => ({ ...record, sha256: '' }) as BenchRecord,
  });
}
