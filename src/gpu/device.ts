import { type AdapterFacts, isSoftware } from '../core/environment.ts';
import type { KernelLimits } from '../core/kernel.ts';
import { answered } from './waiting.ts';

/** An open device with what the rest needs to know of it. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly adapter: AdapterFacts;
  readonly limits: KernelLimits;
  readonly allLimits: Readonly<Record<string, number>>;
  /** Of the device, and of the WGSL that its browser or Dawn compiles; their names never coincide. */
  readonly features: ReadonlySet<string>;
  /** Set once the device is lost; its message says why. */
  readonly loss: { message: string | null };
  /** What the device was refused, and opened without; null where it has all that was asked for. */
  readonly concession: string | null;
}

/**
 * Copies GPUAdapterInfo by field name: its getters live on the prototype, so spreading it gives nothing. A browser may
 * leave out fields, or have none of it: then the adapter has no name.
 */
export function describeAdapter({ info }: { readonly info?: Partial<GPUAdapterInfo> }): AdapterFacts {
  const { vendor = '', architecture = '', device = '', description = '' } = info ?? {};
  const { subgroupMinSize, subgroupMaxSize, isFallbackAdapter } = info ?? {};
  const named = { architecture, device, description, isFallbackAdapter: isFallbackAdapter === true };
  return {
    vendor,
    ...named,
    subgroupMinSize: subgroupMinSize ?? null,
    subgroupMaxSize: subgroupMaxSize ?? null,
    class: isSoftware(named) ? 'software' : 'hardware',
  };
}

/** Causes before what follows from them: a buffer that found no memory is invalid wherever it is used. */
const ERRORS_BY_CAUSE: readonly GPUErrorFilter[] = ['out-of-memory', 'internal', 'validation'];

/**
 * Runs `action` inside out-of-memory, internal and validation error scopes.
 * @throws Error with the first error any of them caught: without a scope WebGPU fails silently
 */
export async function withErrorScopes<T>(device: GPUDevice, action: () => T | Promise<T>): Promise<T> {
  for (const filter of ERRORS_BY_CAUSE) device.pushErrorScope(filter);
  let outcome: { value: T } | { thrown: unknown };
  try {
    outcome = { value: await action() };
  } catch (thrown) {
    outcome = { thrown };
  }
  const popped = await answered(device, Promise.all(ERRORS_BY_CAUSE.map(() => device.popErrorScope())));
  const errors = popped.reverse();
  const caught = errors.findIndex(error => error !== null);
  if (caught >= 0) throw new Error(`${ERRORS_BY_CAUSE[caught]}: ${errors[caught]!.message}`);
  if ('thrown' in outcome) throw outcome.thrown;
  return outcome.value;
}
