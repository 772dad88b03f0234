import type { Blanks } from '../../blank/blanks.ts';
import { formats, kernels, operations } from '../../catalog.ts';
import type { Environment } from '../../core/environment.ts';
import type { KernelLimits, Launch } from '../../core/kernel.ts';
import { launchIdentity } from '../../core/record/launch-identity.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Work } from '../../core/work.ts';
import { canonicalJson, textHash } from '../../store/hash.ts';

/** What a record would say of itself if this program had made it. */
export interface Relaunched {
  readonly kernelHash: string;
  readonly launchHash: string;
  readonly work: Work;
  readonly stageCount: number;
  /** Of one copy, as it lies on the device. */
  readonly weightBytes: number;
  readonly check: { readonly method: string; readonly elementCount: number };
  /** Where the nonzeros lie is not known: what depends on it (executed FLOPs, columns touched) is as if they lay evenly. */
  readonly isEven: boolean;
  /** At most so many cells are stored for each entry; 1 where the format has no padding that depends on where they lie. */
  readonly mostPadding: number;
}

/** Larger problems than any suite has: a forged size shall not ask for memory. */
const MOST_ENTRIES = 2 ** 29;
const MOST_ROWS = 2 ** 24;

/**
 * Asks the kernel of a record for its launch.
 * @returns null where the catalogue has no such kernel, or it refuses or cannot be asked for this
 */
export async function relaunch(
  record: OkRecord,
  environment: Environment,
  blanks: Blanks,
): Promise<Relaunched | null> {
  const kernel = kernels.get(record.case.kernelId);
  const format = formats.get(record.format);
  const operation = operations.get(record.operation);
  if (!kernel || !format || !operation || record.kind !== 'webgpu' || !isModest(record)) return null;
  if (kernel.format !== format.id || kernel.operation !== operation.id) return null;
  const { problem: spec, memoryShare, residentBytes, tunables } = record.case;
  const isSparse = format.family !== 'dense' && format.family !== 'probe';
  // Which values of a dense matrix are zero, and so not stored, is not known.
  if (isSparse && (spec.generator === 'dense' || spec.generator === 'product')) return null;
  try {
    const problem = blanks.problemOf(spec, record.problem, isSparse ? 'sparse' : 'dense');
    const launch = kernel.launch({
      problem,
      encoded: blanks.encoded(format, problem),
      tunables,
      limits: limitsOf(environment),
      memoryShare,
      ...(residentBytes !== undefined && { residentBytes }),
    });
    return {
      kernelHash: await textHash(kernel.wgsl),
      launchHash: await textHash(canonicalJson(launchIdentity(kernel.wgsl, launch, tunables))),
      work: launch.work,
      stageCount: launch.stages.length,
      weightBytes: weightBytesOf(launch),
      check: operation.spotCheckSize?.(problem) ?? {
        method: 'every element',
        elementCount: operation.outputLength(problem),
      },
      isEven: isSparse,
      mostPadding: format.mostPadding ?? 1,
    };
  } catch {
    // Parameters that no kernel takes: relations between parameters and facts say so.
    return null;
  }
}

function isModest({ problem }: OkRecord): boolean {
  const { rowCount, columnCount, rhsColumnCount } = problem;
  return (
    rowCount * columnCount <= MOST_ENTRIES &&
    columnCount * rhsColumnCount <= MOST_ENTRIES &&
    rowCount * rhsColumnCount <= MOST_ENTRIES &&
    Math.max(rowCount, rhsColumnCount) <= MOST_ROWS
  );
}

function weightBytesOf({ resources }: Launch): number {
  return resources
    .filter(({ role }) => role === 'weights')
    .reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** As gpu/open.ts takes them from a device. */
export function limitsOf({ limits, adapter }: Environment): KernelLimits {
  return {
    ...(limits as unknown as KernelLimits),
    subgroupMinSize: adapter.subgroupMinSize ?? 1,
    subgroupMaxSize: adapter.subgroupMaxSize ?? 128,
  };
}
