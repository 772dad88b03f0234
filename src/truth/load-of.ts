import { IN_FLIGHT_TUNABLES } from '../core/in-flight.ts';
import type { Launch } from '../core/kernel.ts';
import type { ResolvedCase } from '../measure/case/resolved-case.ts';
import type { ValueType } from '../simulate/device.ts';
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
  const valueType = valueTypeOf(kernel.format);
  const streamedBytes = gathers ? modelledBytes - writtenBytes : weightBytes * passes;
  return {
    kernelNames: [`${kernel.id}${tunablesText(c.tunables)}`, kernel.id],
    operation: kernel.operation,
    streamedBytes,
    workingSetBytes: weightBytes * copyCount,
    memoryShare: c.memoryShare,
    writtenBytes,
    loadedShare: gathers ? LOADED_OF_LINE : 1,
    inputBytes: gathers ? 0 : Math.max(0, modelledBytes - streamedBytes - writtenBytes),
    values: kernel.format.startsWith('dense') ? resolved.problem().nnz : 0,
    valueType,
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

/** "i8" of "dense-i8"; probes read f32 words. */
function valueTypeOf(format: string): ValueType {
  const type = format.split('-')[1];
  return type === 'f16' || type === 'i8' || type === 'i4' ? type : 'f32';
}

function tunablesText(tunables: Readonly<Record<string, number>>): string {
  const names = Object.keys(tunables).sort();
  return names.length === 0 ? '' : `?${names.map(name => `${name}=${tunables[name]}`).join('&')}`;
}
