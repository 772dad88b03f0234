import type { KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Operation } from '../../core/operation.ts';
import type { Problem } from '../../core/problem.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import { countOf } from '../../operations/probe-problem.ts';
import { fitsBinding } from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';
import { workgroupsFit } from '../workgroups-fit.ts';

/**
 * What the probes of arithmetic share: a word in and a word out for every chain, chains taken `width` at a time, several
 * such units a thread.
 */

export const CHAIN_WORKGROUP_SIZES = [64, 128, 256] as const;

/** Chains that share a vec4. */
export const VEC4_CHAINS = 4;

interface ChainShape {
  readonly operation: Operation;
  /** Chains in a unit: of the element that the bindings are arrays of. */
  readonly width: number;
  readonly unitsPerThread: number;
  readonly constants: Launch['constants'];
  readonly specialize: Launch['specialize'];
  /** Of one step of a chain. */
  readonly flopsPerStep: number;
  readonly outputType: Launch['outputType'];
}

/** @param leastUnits a thread has, of all tunables */
export function chainsFit(
  problem: Problem,
  limits: KernelLimits,
  { width, leastUnits }: { readonly width: number; readonly leastUnits: number },
): true | string {
  const units = unitCountOf(problem.a.columnCount, width);
  const fits = fitsBinding({ 'one start a chain': 4 * width * units }, limits);
  const perWorkgroup = Math.min(...CHAIN_WORKGROUP_SIZES) * leastUnits;
  return fits === true ? workgroupsFit(Math.ceil(units / perWorkgroup), limits) : fits;
}

export function chainLaunch(
  { problem, encoded, tunables, limits }: LaunchRequest,
  { operation, width, unitsPerThread, constants, specialize, flopsPerStep, outputType }: ChainShape,
): Launch {
  const words = encoded.arrays.words!;
  const length = countOf(problem, 'length');
  const workgroupSize = tunables.workgroupSize!;
  const unitCount = unitCountOf(words.length, width);
  const perWorkgroup = workgroupSize * unitsPerThread;
  const workgroupCount = Math.ceil(unitCount / perWorkgroup);
  // A thread of the last workgroup runs all its units if its first one exists.
  const lastUnits = unitCount - (workgroupCount - 1) * perWorkgroup;
  const runUnits = (workgroupCount - 1) * perWorkgroup + Math.min(workgroupSize, lastUnits) * unitsPerThread;
  const byteLength = 4 * width * unitCount;
  return {
    resources: [
      { name: 'c', role: 'weights', data: words, byteLength },
      { name: 'z', role: 'output', byteLength },
      uniform('params', given(length, unitCount)),
    ],
    constants: { workgroupSize, ...constants },
    specialize,
    stages: [
      {
        entryPoint: 'main',
        bindings: ['c', 'z', 'params'],
        workgroups: foldWorkgroups(workgroupCount, limits),
      },
    ],
    work: {
      usefulFlops: operation.usefulFlops(problem),
      executedFlops: flopsPerStep * runUnits * width * length,
      compulsoryBytes: operation.compulsoryBytes(problem, words.byteLength),
      modelledBytes: 2 * byteLength,
    },
    outputType,
    decodeOutput: raw => raw.subarray(0, words.length),
  };
}

function unitCountOf(chains: number, width: number): number {
  return Math.ceil(chains / width);
}
