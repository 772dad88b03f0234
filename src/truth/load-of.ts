import { RESIDENT_SET_BYTES } from '../core/dilution.ts';
import { IN_FLIGHT_TUNABLES, type Launch } from '../core/kernel.ts';
import type { ResolvedCase } from '../measure/case/resolved-case.ts';
import type { SimulatedLoad } from '../simulate/load.ts';

/** A gather uses one word of each line of 64 bytes. */
const LOADED_OF_LINE = 4 / 64;

/** What a real launch would ask of a device, read off its resources and its work. */
export function loadOf(resolved: ResolvedCase, launch: Launch, copyCount: number): SimulatedLoad {
  const { case: c, kernel } = resolved;
  const weightBytes = bytesOf(launch, 'weights');
  const { modelledBytes, executedFlops } = launch.work;
  const gathers = kernel.operation === 'gather';
  const writtenBytes = bytesOf(launch, 'output');
  const passes = Number(c.problem.params.passes ?? 1);
  const { family, valueType } = resolved.format;
  const namedWith = (names: readonly string[]) => `${kernel.id}${tunablesText(c.tunables, names)}`;
  const streamedBytes = gathers ? modelledBytes - writtenBytes : weightBytes * passes;
  return {
    kernelNames: [namedWith(Object.keys(c.tunables)), namedWith(resolved.tuned), kernel.id],
    operation: kernel.operation,
    streamedBytes,
    workingSetBytes: weightBytes * copyCount,
    memoryShare: c.memoryShare,
    residentBytes: c.residentBytes ?? RESIDENT_SET_BYTES,
    writtenBytes,
    loadedFraction: gathers ? LOADED_OF_LINE : 1,
    inputBytes: gathers ? 0 : Math.max(0, modelledBytes - streamedBytes - writtenBytes),
    values: family === 'dense' ? resolved.problem().nnz : 0,
    // Probes read words as numbers.
    valueType: valueType === 'u32' ? 'f32' : valueType,
    flops: executedFlops,
    loadsInFlight: loadsInFlight(resolved),
    empty: kernel.operation === 'dispatch',
    dispatches: launch.stages.length,
  };
}

function bytesOf(launch: Launch, wanted: 'weights' | 'output'): number {
  return launch.resources
    .filter(({ role }) => role === wanted)
    .reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Against the kernel's defaults: a thread that owns half of the rows has half of the loads in flight. */
function loadsInFlight({ case: { tunables }, kernel }: ResolvedCase): number {
  return IN_FLIGHT_TUNABLES.reduce((factor, name) => {
    const [usual] = kernel.tunables[name] ?? [];
    return usual === undefined ? factor : factor * ((tunables[name] ?? usual) / usual);
  }, 1);
}

function tunablesText(tunables: Readonly<Record<string, number>>, names: readonly string[]): string {
  const sorted = [...names].sort();
  return sorted.length === 0 ? '' : `?${sorted.map(name => `${name}=${tunables[name]}`).join('&')}`;
}
