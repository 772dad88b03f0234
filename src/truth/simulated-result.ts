import { THRESHOLDS } from '../analysis/thresholds.ts';
import { kernels } from '../catalog.ts';
import { formatCase } from '../core/address.ts';
import { type ResultFile, SCHEMA_VERSION } from '../core/result-file.ts';
import { plannedCases } from '../measure/session.ts';
import { canonicalJson, sealFile, textHash } from '../store/hash.ts';
import type { SimulatedRun } from './run-simulated.ts';

/** A result file of a simulated run; its environment says that there was no hardware. */
export async function simulatedResult(
  { plan, environment, facts, records, analysis }: SimulatedRun,
  programVersion: string,
): Promise<ResultFile> {
  const addresses = plannedCases(plan).map(formatCase);
  return sealFile({
    schemaVersion: SCHEMA_VERSION,
    programVersion,
    suiteHash: await textHash(canonicalJson([plan.suite, ...new Set(addresses)].sort())),
    session: facts,
    environment,
    records,
    ...analysis,
    thresholds: THRESHOLDS,
  });
}

/** SHA-256 prefixes of the shaders by kernel id, for the resolver. */
export async function shaderHashes(): Promise<ReadonlyMap<string, string>> {
  const entries = [...kernels.values()].map(async ({ id, wgsl }) => [id, await textHash(wgsl)] as const);
  return new Map(await Promise.all(entries));
}
