import type { Gpu } from '../device.ts';

/** One compute pass as it was encoded. */
export interface FakePass {
  readonly beginQuery: number | null;
  readonly endQuery: number | null;
  dispatches: number;
}

interface FakeBuffer {
  readonly bytes: number;
  readonly valid: boolean;
}

/** A device that computes nothing: it remembers what was submitted and counts the memory that is held. */
export interface FakeDevice {
  readonly gpu: Gpu;
  /** Passes of every submission, empty ones and copies left out. */
  readonly submissions: FakePass[][];
  bytesInUse(): number;
}

/**
 * @param memoryBytes buffers beyond it are invalid, as WebGPU has it: nothing throws, scopes hear of it
 * @param stamps what the next queries resolve to, in ns; then the last pair again
 */
export function fakeDevice({
  memoryBytes = Number.POSITIVE_INFINITY,
  stamps = [[1000n, 2000n]],
}: {
  readonly memoryBytes?: number;
  readonly stamps?: readonly (readonly [bigint, bigint])[];
} = {}): FakeDevice {
  const held = new Set<FakeBuffer>();
  const scopes: { readonly filter: GPUErrorFilter; error: { message: string } | null }[] = [];
  const submissions: FakePass[][] = [];
  const waitingStamps = [...stamps];
  const bytesInUse = (): number => [...held].reduce((sum, { bytes }) => sum + bytes, 0);
  const report = (filter: GPUErrorFilter, message: string): void => {
    const scope = scopes.findLast(candidate => candidate.filter === filter);
    if (scope) scope.error ??= { message };
  };
  const demandValid = (buffer: FakeBuffer): void => {
    if (!buffer.valid) report('validation', 'invalid buffer');
  };
  const device = {
    limits: { maxBufferSize: 2 ** 28 },
    queue: {
      writeBuffer: demandValid,
      submit: (buffers: readonly FakePass[][]) => {
        const passes = buffers.flat();
        if (passes.length > 0) submissions.push(passes);
      },
      onSubmittedWorkDone: async () => {},
    },
    createBuffer: ({ size }: { size: number }) => {
      const valid = bytesInUse() + size <= memoryBytes;
      if (!valid) report('out-of-memory', `no room for ${size} bytes`);
      const buffer = {
        bytes: size,
        valid,
        destroy: () => held.delete(buffer),
        unmap: () => {},
        mapAsync: async () => {},
        getMappedRange: () => {
          const pair = waitingStamps.length > 1 ? waitingStamps.shift()! : waitingStamps[0]!;
          return new BigUint64Array(pair).buffer;
        },
      };
      if (valid) held.add(buffer);
      return buffer;
    },
    createQuerySet: () => ({ destroy: () => {} }),
    createShaderModule: () => ({}),
    createComputePipelineAsync: async () => ({ getBindGroupLayout: () => ({}) }),
    createBindGroup: ({ entries }: { entries: readonly { resource: { buffer: FakeBuffer } }[] }) => {
      for (const { resource } of entries) demandValid(resource.buffer);
      return {};
    },
    createCommandEncoder: fakeEncoder,
    pushErrorScope: (filter: GPUErrorFilter) => scopes.push({ filter, error: null }),
    popErrorScope: async () => scopes.pop()!.error,
  };
  return { gpu: { device, loss: { message: null } } as unknown as Gpu, submissions, bytesInUse };
}

function fakeEncoder() {
  const passes: FakePass[] = [];
  return {
    beginComputePass: ({ timestampWrites: writes }: GPUComputePassDescriptor = {}) => {
      const pass: FakePass = {
        beginQuery: writes?.beginningOfPassWriteIndex ?? null,
        endQuery: writes?.endOfPassWriteIndex ?? null,
        dispatches: 0,
      };
      passes.push(pass);
      const dispatchWorkgroups = () => {
        pass.dispatches++;
      };
      return { setPipeline: () => {}, setBindGroup: () => {}, dispatchWorkgroups, end: () => {} };
    },
    copyBufferToBuffer: () => {},
    resolveQuerySet: () => {},
    finish: () => passes,
  };
}
