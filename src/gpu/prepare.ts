import type { KernelDescriptor, Launch, Resource, ResourceData } from '../core/kernel.ts';
import { type Gpu, withErrorScopes } from './device.ts';
import { type Copies, type SharedMemory, writeInChunks } from './memory.ts';
import { Output } from './output.ts';
import { specialize } from './specialize.ts';
import { compiled, NotCompiled, SLOW_COMPILING_SECONDS } from './waiting.ts';

/** A launch on the device, ready to be encoded any number of times. */
export interface Prepared {
  readonly launch: Launch;
  /** Copies of the weights that executions rotate through. */
  readonly copyCount: number;
  /** Encodes all stages of one execution; execution e uses copy e mod copyCount. */
  encode(pass: GPUComputePassEncoder, execution: number): void;
  poison(): void;
  /**
   * The raw output, all output resources one after the other.
   * @param pendingNs what was submitted before should take
   */
  readOutput(pendingNs?: number): Promise<ResourceData>;
  destroy(): void;
}

export interface PrepareOptions {
  /** 1 for `hot`. */
  readonly copyCount: number;
  /** Output sets that executions rotate through: 2 finds out whether independent dispatches overlap. */
  readonly outputSets?: number;
}

/** Compiled pipelines by (shader, constants, entry point): shares of one dilution use the very same pipeline. */
export class PipelineCache {
  readonly #gpu: Gpu;
  readonly #remark: (message: string) => void;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  /** @param remark is told of every pipeline that was slow to compile, or did not end */
  constructor(gpu: Gpu, remark: (message: string) => void = () => {}) {
    this.#gpu = gpu;
    this.#remark = remark;
  }

  /** @throws Error where it does not compile, or takes too long: then at every later call at once */

  get(
    kernel: Pick<KernelDescriptor, 'id' | 'wgsl'>,
    launch: Launch,
    entryPoint: string,
  ): Promise<GPUComputePipeline> {
    const key = JSON.stringify([kernel.id, entryPoint, launch.constants, launch.specialize]);
    const known = this.#pipelines.get(key);
    if (known) return known;
    const pipeline = this.#compile(kernel, launch, entryPoint);
    this.#pipelines.set(key, pipeline);
    return pipeline;
  }

  async #compile(
    kernel: Pick<KernelDescriptor, 'id' | 'wgsl'>,
    launch: Launch,
    entryPoint: string,
  ): Promise<GPUComputePipeline> {
    const { device } = this.#gpu;
    const label = `${kernel.id} ${entryPoint}`;
    const module = device.createShaderModule({
      label: kernel.id,
      code: specialize(kernel.wgsl, launch.specialize),
    });
    const promise = device.createComputePipelineAsync({
      label,
      layout: 'auto',
      compute: { module, entryPoint, constants: { ...launch.constants } },
    });
    try {
      const { pipeline, seconds } = await compiled(device, promise);
      if (seconds > SLOW_COMPILING_SECONDS) this.#remark(`${label} took ${seconds} s to compile.`);
      return pipeline;
    } catch (error) {
      if (error instanceof NotCompiled) this.#remark(`${label}: ${error.message}.`);
      throw error;
    }
  }
}

const UNIFORM_USAGE = 0x40 | 0x08; // UNIFORM | COPY_DST

/**
 * Allocates, uploads and compiles what a launch needs.
 * @throws Error with the first out-of-memory, validation or internal error of the device
 */
export async function prepare(
  gpu: Gpu,
  memory: SharedMemory,
  pipelines: Pick<PipelineCache, 'get'>,
  kernel: Pick<KernelDescriptor, 'id' | 'wgsl'>,
  launch: Launch,
  options: PrepareOptions,
): Promise<Prepared> {
  const held = new HeldResources(gpu, memory, options);
  try {
    return await withErrorScopes(gpu.device, async () => {
      for (const resource of launch.resources) await held.add(resource);
      const stages = await Promise.all(
        launch.stages.map(async stage => {
          const pipeline = await pipelines.get(kernel, launch, stage.entryPoint);
          return { stage, pipeline, bindGroups: held.bindGroups(pipeline, stage.bindings) };
        }),
      );
      return {
        launch,
        copyCount: options.copyCount,
        encode: (pass, execution) => {
          for (const { stage, pipeline, bindGroups } of stages) {
            pass.setPipeline(pipeline);
            pass.setBindGroup(0, bindGroups[execution % bindGroups.length]!);
            pass.dispatchWorkgroups(...stage.workgroups);
          }
        },
        poison: () => held.poison(),
        readOutput: pendingNs => held.readOutput(launch.outputType, pendingNs),
        destroy: () => held.destroy(),
      };
    });
  } catch (error) {
    // Running out of memory throws nothing inside the scopes: only their end tells of it.
    held.destroy();
    throw error;
  }
}

/** The buffers of one launch: owns outputs and uniforms, shares the rest. */
class HeldResources {
  readonly #gpu: Gpu;
  readonly #memory: SharedMemory;
  readonly #options: PrepareOptions;
  readonly #shared = new Map<string, Copies>();
  readonly #outputs = new Map<string, Output[]>();
  readonly #scratch = new Map<string, Output>();
  readonly #uniforms = new Map<string, GPUBuffer>();

  constructor(gpu: Gpu, memory: SharedMemory, options: PrepareOptions) {
    this.#gpu = gpu;
    this.#memory = memory;
    this.#options = options;
  }

  async add({ name, role, data, byteLength }: Resource): Promise<void> {
    const { device } = this.#gpu;
    if (role === 'output') {
      const sets = Array.from(
        { length: this.#options.outputSets ?? 1 },
        () => new Output(device, byteLength),
      );
      this.#outputs.set(name, sets);
      return;
    }
    if (role === 'scratch') {
      this.#scratch.set(name, new Output(device, byteLength));
      return;
    }
    if (!data) throw new Error(`resource "${name}" has role ${role} and no data`);
    if (role === 'uniform') {
      const buffer = device.createBuffer({ size: Math.ceil(byteLength / 16) * 16, usage: UNIFORM_USAGE });
      this.#uniforms.set(name, buffer);
      await writeInChunks(device, buffer, 0, data);
      return;
    }
    const count = role === 'weights' ? this.#options.copyCount : 1;
    this.#shared.set(name, await this.#memory.acquire(data, byteLength, count));
  }

  /** One bind group per copy of the weights and set of outputs. */
  bindGroups(pipeline: GPUComputePipeline, names: readonly string[]): GPUBindGroup[] {
    const layout = pipeline.getBindGroupLayout(0);
    const count = Math.max(this.#options.copyCount, this.#options.outputSets ?? 1);
    return Array.from({ length: count }, (_, index) =>
      this.#gpu.device.createBindGroup({
        layout,
        entries: names.map((name, binding) => ({ binding, resource: this.#resource(name, index) })),
      }),
    );
  }

  poison(): void {
    for (const sets of this.#outputs.values()) for (const output of sets) output.poison();
    for (const between of this.#scratch.values()) between.poison();
  }

  async readOutput(type: 'f32' | 'u32', pendingNs?: number): Promise<ResourceData> {
    const parts: ResourceData[] = [];
    for (const [first] of this.#outputs.values()) parts.push(await first!.read(type, pendingNs));
    if (parts.length === 1) return parts[0]!;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const whole = type === 'f32' ? new Float32Array(length) : new Uint32Array(length);
    let offset = 0;
    for (const part of parts) {
      whole.set(part, offset);
      offset += part.length;
    }
    return whole;
  }

  destroy(): void {
    for (const copies of this.#shared.values()) copies.release();
    for (const sets of this.#outputs.values()) for (const output of sets) output.destroy();
    for (const between of this.#scratch.values()) between.destroy();
    for (const buffer of this.#uniforms.values()) buffer.destroy();
    this.#shared.clear();
    this.#outputs.clear();
    this.#scratch.clear();
    this.#uniforms.clear();
  }

  #resource(name: string, index: number): GPUBindingResource {
    const uniform = this.#uniforms.get(name);
    if (uniform) return { buffer: uniform };
    const between = this.#scratch.get(name);
    if (between) return { buffer: between.buffer };
    const outputs = this.#outputs.get(name);
    if (outputs) return { buffer: outputs[index % outputs.length]!.buffer };
    const shared = this.#shared.get(name);
    if (!shared) throw new Error(`a stage binds "${name}", which is no resource of its launch`);
    return shared.at(index % shared.count);
  }
}
