import { describe, expect, it } from 'vitest';
import { PRESET_IDS, presetOf } from './model-presets.ts';
import { bytesPerToken, DEFAULT_CHOICE, flopsPerToken, memoryNeeded, modelSize } from './model-size.ts';

function sizeOf(model: (typeof PRESET_IDS)[number]) {
  return modelSize({ ...DEFAULT_CHOICE, model })!;
}

describe('what a model takes', () => {
  it('has as many weights as were published', () => {
    expect(sizeOf('gpt2-xl').weightCount).toBe(1_557_611_200);
    expect(sizeOf('llama-3-8b').weightCount).toBe(8_030_261_248);
    expect(sizeOf('llama-3-70b').weightCount).toBe(70_553_706_496);
    expect(sizeOf('mixtral-8x7b').weightCount).toBe(46_702_792_704);
    expect(sizeOf('gpt-3').weightCount / 1e9).toBeCloseTo(174.6, 1);
  });

  it('reads for a token no table of which it needs one row, and of experts the active ones', () => {
    expect(sizeOf('llama-3-8b').readWeightCount).toBe(8_030_261_248 - 128_256 * 4096);
    expect(sizeOf('llama-3-8b').readWeightCount / 1e9).toBeCloseTo(7.5, 2);
    expect(sizeOf('gpt2-xl').readWeightCount).toBe(1_557_611_200 - 1024 * 1600);
    // 12.9e9 active of 46.7e9, the input embedding among the active.
    expect((sizeOf('mixtral-8x7b').readWeightCount + 32_000 * 4096) / 1e9).toBeCloseTo(12.88, 2);
  });

  it('reads keys and values of every position', () => {
    expect(2 * sizeOf('llama-3-8b').cacheElementsPerPosition).toBe(131_072);
    const at = (positions: number) => bytesPerToken(sizeOf('llama-3-8b'), { ...DEFAULT_CHOICE, positions });
    expect(at(1024) - at(0)).toBe(1024 * 131_072);
    expect(at(1024)).toBe((7_504_924_672 * 4.5) / 8 + 1024 * 131_072);
  });

  it('needs memory for all weights, those that a token does not read too', () => {
    const choice = { ...DEFAULT_CHOICE, model: 'mixtral-8x7b', bitsPerWeight: 16, positions: 0 } as const;
    expect(memoryNeeded(sizeOf('mixtral-8x7b'), choice)).toBe(2 * 46_702_792_704);
  });

  it('computes two FLOPs a weight, and four an element of a query and position', () => {
    expect(flopsPerToken(sizeOf('llama-3-8b'), DEFAULT_CHOICE)).toBe(
      2 * 7_504_924_672 + 4 * 32 * 32 * 128 * 1024,
    );
  });

  it('knows of another model the number of its parameters, and none without a number', () => {
    const other = { ...DEFAULT_CHOICE, model: 'other', parameters: 3e9, bitsPerWeight: 8 } as const;
    expect(bytesPerToken(modelSize(other)!, other)).toBe(3e9);
    for (const parameters of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(modelSize({ ...other, parameters })).toBeNull();
  });

  it('names the source of every preset', () => {
    for (const id of PRESET_IDS) expect(presetOf(id).source).toMatch(/arXiv|huggingface|20\d\d/);
  });
});
