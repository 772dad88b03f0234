import type { Gpu } from '../device.ts';

/** How the modelled GPU behaves; times in ns. */
export interface CountingDeviceOptions {
  /** Of one dispatch. */
  readonly dispatchNs: number;
  /** Of one submission, on the host's clock only. */
  readonly submitNs?: number;
  /** Step of the timestamps; null: the device has none. */
  readonly stampStepNs?: number | null;
  /** What the GPU's clock counts for each ns of the host's. */
  readonly stampRate?: number;
  /** What a faulty driver makes of a stamp, by the query that it is written to; its own reading unless given. */
  readonly stampFault?: (reading: bigint, query: number) => bigint;
  /** The end of work is heard of at whole multiples of this only, as where a browser polls; 0: at once. */
  readonly pollNs?: number;
  /** Dispatches that write different buffers run side by side, two at a time. */
  readonly overlaps?: boolean;
  /** Every n-th dispatch is lost: it takes its time and counts nothing. */
  readonly losesEvery?: number;
}

interface Buffer {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

type Command = () => void;

/**
 * A device with memory and time, on which every dispatch adds one to the first word of the last buffer it binds, as the
 * counter's shader does. Commands take effect when they are submitted.
 */
export function countingDevice(options: CountingDeviceOptions) {
  const { dispatchNs, submitNs = 0, stampStepNs = 1, stampRate = 1, losesEvery = 0, pollNs = 0 } = options;
  const { stampFault = (reading: bigint) => reading } = options;
  let nowNs = 1_000_000;
  let dispatchCount = 0;
  let lastWritten: Buffer | null = null;
  const held = new Set<Buffer>();
  const stamps: bigint[] = [0n, 0n];

  const dispatch = (target: Buffer): void => {
    const isBesideTheLast = options.overlaps && lastWritten !== null && lastWritten !== target;
    nowNs += isBesideTheLast ? dispatchNs / 2 : dispatchNs;
    lastWritten = target;
    dispatchCount++;
    if (losesEvery > 0 && dispatchCount % losesEvery === 0) return;
    new Uint32Array(target.bytes.buffer)[0]!++;
  };
  const stamp = (query: number): void => {
    const step = stampStepNs ?? 1;
    stamps[query] = stampFault(BigInt(Math.floor((nowNs * stampRate) / step) * step), query);
  };
  const answer = async (): Promise<void> => {
    if (pollNs > 0) nowNs = (Math.floor(nowNs / pollNs) + 1) * pollNs;
  };

  const createCommandEncoder = () => {
    const commands: Command[] = [];
    return {
      beginComputePass: ({ timestampWrites: writes }: GPUComputePassDescriptor = {}) => {
        let bound: Buffer | null = null;
        return {
          setPipeline: () => {},
          setBindGroup: (_: number, group: { readonly target: Buffer }) => {
            bound = group.target;
          },
          dispatchWorkgroups: () => {
            const target = bound!;
            commands.push(() => dispatch(target));
          },
          end: () => {
            const query = writes?.endOfPassWriteIndex;
            if (query !== undefined) commands.push(() => stamp(query));
          },
        };
      },
      copyBufferToBuffer: (from: Buffer, fromByte: number, to: Buffer, toByte: number, length: number) => {
        commands.push(() => to.bytes.set(from.bytes.subarray(fromByte, fromByte + length), toByte));
      },
      resolveQuerySet: (_: unknown, __: number, ___: number, to: Buffer) => {
        commands.push(() => to.bytes.set(new Uint8Array(new BigUint64Array(stamps).buffer)));
      },
      finish: () => commands,
    };
  };

  const device = {
    limits: { maxBufferSize: 2 ** 28 },
    queue: {
      writeBuffer: () => {},
      submit: (buffers: readonly (readonly Command[])[]) => {
        nowNs += submitNs;
        for (const command of buffers.flat()) command();
      },
      onSubmittedWorkDone: answer,
    },
    createBuffer: ({ size }: { size: number }) => {
      const bytes = new Uint8Array(size);
      const buffer = {
        bytes,
        mapAsync: answer,
        getMappedRange: (offset = 0, length = size) =>
          offset === 0 && length === size ? bytes.buffer : bytes.slice(offset, offset + length).buffer,
        unmap: () => {},
        destroy: () => held.delete(buffer),
      };
      held.add(buffer);
      return buffer;
    },
    createQuerySet: () => ({ destroy: () => {} }),
    createShaderModule: () => ({}),
    createComputePipelineAsync: async () => ({ getBindGroupLayout: () => ({}) }),
    createBindGroup: ({ entries }: { entries: readonly { resource: { buffer: Buffer } }[] }) => ({
      target: entries.at(-1)!.resource.buffer,
    }),
    createCommandEncoder,
    pushErrorScope: () => {},
    popErrorScope: async () => null,
  };
  const features = new Set(stampStepNs === null ? [] : ['timestamp-query']);
  return {
    gpu: { device, features, loss: { message: null } } as unknown as Gpu,
    /** ms on the host's clock. */
    nowMs: () => nowNs / 1e6,
    /** The host's clock moves on by itself. */
    pass: (ns: number) => {
      nowNs += ns;
    },
    bufferCount: () => held.size,
  };
}
