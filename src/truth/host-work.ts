import type { Launch, Resource } from '../core/kernel.ts';
import type { Matrix } from '../core/problem.ts';
import type { ResolvedCase } from '../measure/case/resolved-case.ts';

/**
 * What the host does for a case, as time: constants measured on one thread of a 2.7 GHz Xeon (`bench:host-cost` measures
 * them again), so that a plan can be costed without a device.
 */
const NS = {
  valueMade: 2.5,
  nonzeroMade: 12,
  lossyEncoded: 10,
  lossyDecoded: 6,
  multiplyAdd: 1.5,
  wordSummed: 1.5,
  hop: 15,
  chain: 25,
  byteUploaded: 0.2,
  byteReadBack: 0.3,
  pipelineCompiled: 60e6,
  casePrepared: 3e6,
} as const;
/** Σ|a||x| beside Σa·x. */
const SUMS = 2;
const CHECK_VECTORS = 2;

export interface HostWork {
  /** ns until a case is on the device and its output is checked; what is known from before costs nothing. */
  prepareNs(resolved: ResolvedCase, launch: Launch, copyCount: number): number;
  /** ns of checking it once more. */
  checkNs(launch: Launch): number;
}

export function createHostWork(): HostWork {
  const sequences = new Map<string, number>();
  const done = new Set<string>();
  const made = new WeakSet<Matrix>();
  const once = (key: string, ns: number): number => {
    if (done.has(key)) return 0;
    done.add(key);
    return ns;
  };
  const longer = (key: string, length: number): number => {
    const known = sequences.get(key) ?? 0;
    if (length <= known) return 0;
    sequences.set(key, length);
    return length;
  };
  const madeNs = ({ case: c, problem }: ResolvedCase): number => {
    const { a } = problem();
    const own = ['chains', 'ladder', 'table'].includes(c.problem.generator) ? c.problem.generator : 'values';
    const values = NS.valueMade * longer(own, a.values.length);
    // Problems of one matrix share it.
    if (a.kind === 'dense' || made.has(a)) return values;
    made.add(a);
    return values + NS.nonzeroMade * a.values.length;
  };
  const checkNs = (launch: Launch): number => {
    const words = bytesOf(launch, 'output') / 4;
    return words * (NS.wordSummed + 4 * NS.byteReadBack);
  };
  return {
    checkNs,
    prepareNs(resolved, launch, copyCount) {
      const key = JSON.stringify(resolved.case.problem);
      const { kernel, format } = resolved;
      const { length } = resolved.problem().a.values;
      const encoding = format.lossy
        ? once(`${format.id} ${key}`, (NS.lossyEncoded + NS.lossyDecoded) * length)
        : 0;
      const pipeline = JSON.stringify([kernel.id, launch.constants, launch.specialize]);
      return (
        NS.casePrepared +
        madeNs(resolved) +
        encoding +
        once(`reference ${format.lossy ? format.id : kernel.operation} ${key}`, referenceNs(resolved)) +
        once(pipeline, NS.pipelineCompiled) +
        NS.byteUploaded * uploadedBytes(launch, copyCount) +
        checkNs(launch)
      );
    },
  };
}

function referenceNs({ kernel, problem, case: c }: ResolvedCase): number {
  const { a, rhsColumnCount } = problem();
  const { chains = 0, steps = 0, count = 0 } = c.problem.params as Readonly<Record<string, number>>;
  if (kernel.operation === 'gather') return SUMS * NS.hop * chains * steps;
  if (kernel.operation.startsWith('fma')) return NS.chain * count;
  if (kernel.operation === 'dot-i8') return 0;
  const columns = kernel.operation === 'matmul' ? Math.min(CHECK_VECTORS, rhsColumnCount) : 1;
  return SUMS * NS.multiplyAdd * columns * a.values.length;
}

function uploadedBytes(launch: Launch, copyCount: number): number {
  // Copies are made on the device, at the rate of its memory.
  return copyCount > 0 ? bytesOf(launch, 'weights') + bytesOf(launch, 'input') : 0;
}

function bytesOf({ resources }: Launch, wanted: Resource['role']): number {
  return resources.filter(({ role }) => role === wanted).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
