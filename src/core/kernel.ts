import type { Encoded, Format, FormatId } from './format.ts';
import type { Operation, OperationId } from './operation.ts';
import type { Problem } from './problem.ts';
import type { Work } from './work.ts';

/** The device limits that shape a launch. An argument, so tests can pass small ones. */
export interface KernelLimits {
  readonly maxStorageBufferBindingSize: number;
  readonly maxBufferSize: number;
  readonly maxComputeWorkgroupsPerDimension: number;
  readonly maxComputeInvocationsPerWorkgroup: number;
  readonly maxComputeWorkgroupSizeX: number;
  readonly maxComputeWorkgroupSizeY: number;
  readonly maxComputeWorkgroupSizeZ: number;
  readonly maxComputeWorkgroupStorageSize: number;
  readonly maxStorageBuffersPerShaderStage: number;
  /** 1 where the adapter does not say. */
  readonly subgroupMinSize: number;
  readonly subgroupMaxSize: number;
}

/**
 * `weights`: streamed, copied for `stream` cases. `input`: one warm copy. `output`: poisoned before a check, read back.
 * `scratch`: written by one stage and read by a later one; poisoned too, not read back. `uniform`: a few words of
 * parameters.
 */
export type ResourceRole = 'weights' | 'input' | 'output' | 'scratch' | 'uniform';

export type ResourceData = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** One buffer. `data` is uploaded as it stands; without it the buffer starts as poison. */
export interface Resource {
  readonly name: string;
  readonly role: ResourceRole;
  readonly data?: ResourceData;
  /** At least data.byteLength; a multiple of 4, at least 4. */
  readonly byteLength: number;
  /**
   * Of a uniform: indices of the words that follow from the problem, the share of memory traffic or how limits split the
   * work. All others are the kernel's own: they are part of its launchHash.
   */
  readonly givenWords?: readonly number[];
}

/** One dispatch. Its bind group 0 holds the named resources at bindings 0, 1, 2 … in order. */
export interface Stage {
  readonly entryPoint: string;
  readonly bindings: readonly string[];
  readonly workgroups: readonly [number, number, number];
}

/** Everything the GPU needs, as plain data: only gpu/ turns it into GPU objects. */
export interface Launch {
  readonly resources: readonly Resource[];
  /** WGSL `override` constants, the same for all stages. */
  readonly constants: Readonly<Record<string, number>>;
  /** Top-level `const` initialisers and `alias` targets to rewrite, see gpu/specialize.ts. */
  readonly specialize: Readonly<Record<string, string>>;
  /** Executed in order, all of them timed. */
  readonly stages: readonly Stage[];
  readonly work: Work;
  /** Type of the output resource's elements. */
  readonly outputType: 'f32' | 'u32';
  /** Turns the raw output (all output resources, concatenated in order) into what Operation.reference describes. */
  decodeOutput?(raw: ResourceData): ArrayLike<number>;
  /** The index of the reference element that output element i must equal; i where absent. Diluted launches have one. */
  expectedIndex?(i: number): number;
  /** Reference elements of this launch alone, numbered on from those of Operation.reference. */
  ownReference?(): { readonly expected: ArrayLike<number>; readonly scale: ArrayLike<number> };
}

export interface LaunchRequest {
  readonly problem: Problem;
  readonly encoded: Encoded;
  readonly tunables: Readonly<Record<string, number>>;
  readonly limits: KernelLimits;
  /** E6: share p of the row blocks that read their own memory; 1 everywhere else. See dilution.ts. */
  readonly memoryShare: number;
  /** Bytes that the resident set does not exceed, a power of two; RESIDENT_SET_BYTES where absent. */
  readonly residentBytes?: number;
}

/** A feature that a device is asked for, or one that the browser's WGSL has or has not. */
export type KernelFeature = GPUFeatureName | WgslLanguageFeature;

/** As browsers list them in `wgslLanguageFeatures`; these names have underscores where a device's features have hyphens. */
export type WgslLanguageFeature = `${string}_${string}`;

/** What a kernel's ids stand for. */
export interface KernelParts {
  readonly operation: Operation;
  readonly format: Format;
}

/** One WGSL file and what surrounds it, in `kernels/<family>/<name>.kernel.ts`. Touches no device, clock or file. */
export interface KernelDescriptor {
  /** Equals its path: "gemv/rows-per-workgroup". */
  readonly id: string;
  readonly label: string;
  /** One sentence for tooltips and Method. */
  readonly description: string;
  readonly operation: OperationId;
  readonly format: FormatId;
  /** Text of the shader, imported with `?raw`. */
  readonly wgsl: string;
  /** Allowed values by name; the first is the default. A default of 0 lets the launch choose by the problem. */
  readonly tunables: Readonly<Record<string, readonly number[]>>;
  /** Tunables for CPU implementations of WebGPU, where barriers and large register tiles cost most of the time. */
  readonly frugal?: Readonly<Record<string, number>>;
  /** Made for an x of which few elements are not zero, and out of place among products with a dense one. */
  readonly forActiveInputs?: true;
  /** Made for so many right-hand sides at most, and out of place among square products; any number where there is none. */
  readonly mostColumns?: number;
  /** Features of the device, and language features of WGSL such as `packed_4x8_integer_dot_product`. */
  readonly requires: readonly KernelFeature[];
  /** Allowed error relative to Σ|a||x|. */
  readonly tolerance: number;
  /** Honours LaunchRequest.memoryShare < 1. */
  readonly dilutable: boolean;
  /** Publication or project the algorithm comes from. */
  readonly source: string;
  supports(problem: Problem, limits: KernelLimits): true | string;
  launch(request: LaunchRequest): Launch;
}

/** All tunables of a kernel: what was given, defaults elsewhere. */
export function completeTunables(
  kernel: Pick<KernelDescriptor, 'tunables'>,
  given: Readonly<Record<string, number>>,
): Record<string, number> {
  return { ...defaultTunables(kernel), ...given };
}

/** Names of the tunables that differ from the kernel's defaults. */
export function tunedNames(
  kernel: Pick<KernelDescriptor, 'tunables'>,
  tunables: Readonly<Record<string, number>>,
): readonly string[] {
  return Object.keys(tunables).filter(name => tunables[name] !== kernel.tunables[name]?.[0]);
}

export function defaultTunables(kernel: Pick<KernelDescriptor, 'tunables'>): Record<string, number> {
  return Object.fromEntries(Object.entries(kernel.tunables).map(([name, values]) => [name, values[0]!]));
}

/**
 * Tunables that say how many loads a thread has in flight before it uses one, and nothing about what a kernel streams
 * from memory or computes: what experiment E8 varies. Twice the value is twice the loads.
 */
export const IN_FLIGHT_TUNABLES: readonly string[] = [
  'rowsPerGroup',
  'rowsPerSubgroup',
  'loads',
  'quadsInFlight',
];
