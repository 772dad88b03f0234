import { partsOf } from '../catalog.ts';
import { LEAST_RESIDENT_BYTES, MEMORY_SHARES } from '../core/dilution.ts';
import { messageOf } from '../core/errors.ts';
import type { KernelDescriptor, KernelLimits } from '../core/kernel.ts';
import type { Problem } from '../core/problem.ts';
import type { Gpu } from '../gpu/device.ts';
import type { OperationContract } from './contract.ts';
import { problemsOf } from './contract-pieces.ts';
import { wrongOutput } from './run-checked.ts';
import { launchOn } from './tiny-cases.ts';

/**
 * What every kernel of a catalogue must compute rightly, on any adapter: its operation's nasty problems and its format's
 * nasty matrices; every value of every tunable, one at a time; limits so small that its bindings are cut and its
 * workgroups folded; every share of its memory traffic where it is dilutable.
 */

export interface ContractCase {
  readonly name: string;
  readonly problem: Problem;
  readonly tunables: Readonly<Record<string, number>>;
  readonly limits: 'whole' | 'cut' | 'folded';
  readonly memoryShare: number;
  /** Of a diluted case; absent where it is the usual one. */
  readonly residentBytes?: number;
}

export type ContractOutcome =
  | { readonly status: 'right' }
  | { readonly status: 'wrong'; readonly message: string }
  /** The format does not store the matrix so, or the kernel says that it cannot run so. */
  | { readonly status: 'refused'; readonly reason: string };

/** More rows than this are more than one dimension of a dispatch has workgroups, unless a workgroup takes several. */
const MANY_ROWS = 65_535;
const HALF = 0.5;

/** @throws Error naming the file to write where the operation or the format brings no contract */
export function contractCases(kernel: KernelDescriptor): readonly ContractCase[] {
  const { nasty, tuned, divided } = problemsOf(kernel);
  const cases = [
    ...nasty().map(problem =>
      // Barriers of so many workgroups would take a software adapter minutes in any other shape.
      caseOn(problem, { tunables: problem.a.rowCount > MANY_ROWS ? (kernel.frugal ?? {}) : {} }),
    ),
    ...tuned().flatMap(problem => singleTunables(kernel).map(tunables => caseOn(problem, { tunables }))),
    ...dividedCases(kernel, divided()),
  ];
  return [...new Map(cases.map(c => [c.name, c])).values()];
}

/** The defaults, and every other value of every tunable beside the defaults of the others. */
function singleTunables({ tunables }: KernelDescriptor): readonly Readonly<Record<string, number>>[] {
  const others = Object.entries(tunables).flatMap(([name, values]) =>
    values.slice(1).map(value => ({ [name]: value })),
  );
  return [{}, ...others];
}

function dividedCases(
  kernel: KernelDescriptor,
  [problem, ...others]: ReturnType<OperationContract['divided']>,
): readonly ContractCase[] {
  const shares = kernel.dilutable ? MEMORY_SHARES.filter(share => share < 1) : [];
  const limited = (['cut', 'folded'] as const).map(limits => caseOn(problem, { limits }));
  const diluted = shares.map(memoryShare => caseOn(problem, { memoryShare }));
  const both = kernel.dilutable ? [caseOn(problem, { limits: 'cut', memoryShare: HALF })] : [];
  const small = { limits: 'cut', memoryShare: HALF, residentBytes: LEAST_RESIDENT_BYTES } as const;
  const otherwise = others.flatMap(other =>
    kernel.dilutable
      ? [caseOn(other, { memoryShare: HALF }), caseOn(other, small)]
      : [caseOn(other, { limits: 'cut' })],
  );
  return [
    ...(kernel.dilutable ? [caseOn(problem, small)] : []),
    ...limited,
    ...diluted,
    ...both,
    ...otherwise,
  ];
}

function caseOn(problem: Problem, options: Partial<Omit<ContractCase, 'name' | 'problem'>>): ContractCase {
  const { tunables = {}, limits = 'whole', memoryShare = 1, residentBytes } = options;
  const how = [
    ...Object.entries(tunables).map(([name, value]) => `${name} ${value}`),
    ...(limits === 'cut' ? ['matrices cut over bindings'] : []),
    ...(limits === 'folded' ? ['workgroups folded into more dimensions'] : []),
    ...(memoryShare < 1 ? [`share ${memoryShare}`] : []),
    ...(residentBytes === undefined ? [] : [`${residentBytes} bytes resident`]),
  ];
  const name = how.length === 0 ? problem.id : `${problem.id}; ${how.join(', ')}`;
  const resident = residentBytes === undefined ? {} : { residentBytes };
  return { name, problem, tunables, limits, memoryShare, ...resident };
}

/**
 * Runs a kernel on poisoned buffers and compares every element with the operation's f64 reference; then once more on what
 * that left.
 */
export async function runContractCase(
  gpu: Gpu,
  kernel: KernelDescriptor,
  contractCase: ContractCase,
): Promise<ContractOutcome> {
  const { name, problem, tunables, memoryShare, residentBytes } = contractCase;
  const resident = residentBytes === undefined ? {} : { residentBytes };
  const admissible = partsOf(kernel).format.admissible(problem.a);
  if (admissible !== true) return refused(`${kernel.format} refuses ${name}: ${admissible}`);
  const supported = kernel.supports(problem, gpu.limits);
  if (supported !== true) return refused(`${kernel.id} refuses ${name}: ${supported}`);
  const limits = limitsOf(gpu, kernel, contractCase);
  if (typeof limits === 'string') return refused(`${kernel.id} on ${name}: ${limits}`);
  const wrong = await wrongOutput(gpu, kernel, problem, { tunables, limits, memoryShare, ...resident });
  if (wrong === null) return { status: 'right' };
  const message = `${kernel.id} is wrong on ${name}: ${wrong}. Look in src/kernels/${kernel.id}.kernel.ts and the shader that it imports, or at the reference of ${kernel.operation}.`;
  return { status: 'wrong', message };
}

function refused(reason: string): ContractOutcome {
  return { status: 'refused', reason };
}

/** The device's limits, or smaller ones that divide the launch; or why none do. */
function limitsOf(
  gpu: Gpu,
  kernel: KernelDescriptor,
  { problem, limits, tunables }: ContractCase,
): KernelLimits | string {
  if (limits === 'cut') return cutting(kernel, { problem, tunables, limits: gpu.limits });
  if (limits === 'folded') return folding(kernel, { problem, tunables, limits: gpu.limits });
  return gpu.limits;
}

interface Whole {
  readonly problem: Problem;
  readonly tunables: Readonly<Record<string, number>>;
  readonly limits: KernelLimits;
}

/** How many pieces the largest binding is to be cut into, until the kernel can. */
const PIECES = [5, 3, 2, 1.25];

function cutting(
  kernel: KernelDescriptor,
  { problem, tunables, limits: whole }: Whole,
): KernelLimits | string {
  const { resources } = launchOn(kernel, problem, { tunables, limits: whole });
  const largest = Math.max(...resources.map(({ byteLength }) => byteLength));
  let reason: true | string = true;
  for (const pieces of PIECES) {
    const limits = { ...whole, maxStorageBufferBindingSize: 4 * Math.floor(largest / pieces / 4) };
    reason = kernel.supports(problem, limits);
    if (reason !== true) continue;
    if (launchOn(kernel, problem, { tunables, limits }).resources.length > resources.length) return limits;
  }
  return reason === true ? 'small limits do not cut it' : reason;
}

/** The fewest workgroups a dimension that the kernel can do with. */
function folding(
  kernel: KernelDescriptor,
  { problem, tunables, limits: whole }: Whole,
): KernelLimits | string {
  const { stages } = launchOn(kernel, problem, { tunables, limits: whole });
  const longest = Math.max(...stages.flatMap(({ workgroups }) => workgroups));
  let reason = `its longest dimension has ${longest} workgroups`;
  for (let most = 1; most < longest; most++) {
    const limits = { ...whole, maxComputeWorkgroupsPerDimension: most };
    try {
      const supported = kernel.supports(problem, limits);
      if (supported === true) launchOn(kernel, problem, { tunables, limits });
      if (supported === true) return limits;
      reason = supported;
    } catch (error) {
      // What `supports` allows for some tunables, these need more workgroups for.
      reason = messageOf(error);
    }
  }
  return reason;
}

/** What is wrong with the kernels of a catalogue: the first case of each that shows it. */
export async function contractFaults(
  gpu: Gpu,
  kernels: ReadonlyMap<string, KernelDescriptor>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const kernel of kernels.values()) {
    for (const contractCase of contractCases(kernel)) {
      const outcome = await runContractCase(gpu, kernel, contractCase);
      if (outcome.status !== 'wrong') continue;
      faults.push(outcome.message);
      break;
    }
  }
  return faults;
}
