import wgsl from '../../../shaders/decode/block.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { blockLaunch, supportsBlock } from './block-launch.ts';

/** A transformer block at batch 1: eight stages, nine with rotary positions, more where matrices are cut into slabs. */
const kernel: KernelDescriptor = {
  id: 'decode/block',
  label: 'Transformer block',
  description:
    'Norm, queries, keys and values, attention over a KV cache, output, norm, MLP: one token through one block.',
  operation: 'decode',
  format: 'dense-f32',
  wgsl,
  tunables: { workgroupSize: [128, 256, 64], rowsPerGroup: [4, 8, 2] },
  frugal: { workgroupSize: 64, rowsPerGroup: 8 },
  requires: [],
  tolerance: 2e-5,
  dilutable: false,
  source: 'GPT-2 (2019), Llama 3 (2024); attention in chunks as in Flash-Decoding (Dao et al. 2023)',
  supports: supportsBlock,
  launch: blockLaunch,
};

export default kernel;
