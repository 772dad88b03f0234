import type { HostBaseline } from '../../core/host-baseline.ts';

/** A row without a function: measure/host-case.ts times the recording and submitting itself, on the device at hand. */
const encodeSubmit: HostBaseline = {
  id: 'host/encode-submit',
  label: 'Encode and submit',
  description:
    'What recording and submitting one dispatch costs the CPU, in command buffers of 16, without waiting.',
  operation: 'dispatch',
  format: 'words',
  tolerance: 0,
  source: 'WebGPU: GPUCommandEncoder, GPUQueue.submit',
  prepare: () => () => new Float32Array(0),
};

export default encodeSubmit;
