import { describe, expect, it } from 'vitest';
import { nameMeant, namesIn, namesText } from './adapter-names.ts';

/** As Dawn writes it. */
const MISS = `no suitable backends found
Available adapters:
 * backend: 'vulkan', name: 'llvmpipe (LLVM 15.0.6, 256 bits)'
 * backend: 'vulkan', name: 'NVIDIA H200'
 * backend: 'vulkan', name: 'Bob's GPU'`;

describe('the adapters that Dawn names', () => {
  it('are read from what it says when a name is missing', () => {
    expect(namesIn(MISS)).toEqual(['llvmpipe (LLVM 15.0.6, 256 bits)', 'NVIDIA H200', "Bob's GPU"]);
    expect(namesIn('no suitable backends found')).toEqual([]);
  });

  it('are meant by a part of their name in any case, by the whole of it first', () => {
    expect(nameMeant('h200', namesIn(MISS))).toBe('NVIDIA H200');
    expect(nameMeant('nvidia h200', ['NVIDIA H200 NVL', 'NVIDIA H200'])).toBe('NVIDIA H200');
    expect(nameMeant('radeon', namesIn(MISS))).toBeNull();
  });

  it('are listed once each, hardware first', () => {
    expect(namesText([...namesIn(MISS), 'NVIDIA H200', 'SwiftShader Device (Subzero)'])).toBe(
      "NVIDIA H200, Bob's GPU, llvmpipe (LLVM 15.0.6, 256 bits) (software), SwiftShader Device (Subzero) (software)",
    );
  });
});
