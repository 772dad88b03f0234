import { describe, expect, it } from 'vitest';
import { blockLayout, partOf, shapeOf } from '../core/transformer.ts';
import { problemAt } from '../testing/problem-at.ts';
import decode, { attention, blockOf, gelu, normalized, rotate, swiglu } from './decode.operation.ts';

const f32 = (...values: number[]) => Float32Array.from(values);
const f64 = (...values: number[]) => Float64Array.from(values);

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, 4);
}

describe('the parts of a decode step', () => {
  it('LayerNorm takes the mean away, RMSNorm does not', () => {
    expectClose(normalized({ family: 'gpt' }, f64(1, 3), f32(1, 2), f32(0, 5)), [-1, 7]);
    expectClose(normalized({ family: 'llama' }, f64(1, 7), f32(1, 2), f32()), [1 / 5, 14 / 5]);
  });

  it('rotates queries and keys by the position, not the values', () => {
    const qkv = f64(1, 0, 0, 1, 1, 0);
    rotate({ heads: 1, kvHeads: 1, headSize: 2 }, 2, qkv);
    expectClose(qkv, [Math.cos(2), Math.sin(2), -Math.sin(2), Math.cos(2), 1, 0]);
  });

  it('weighs values by the softmax of the scores, its own among them', () => {
    const shape = { heads: 2, kvHeads: 1, headSize: 1 };
    const cache = { keys: f32(Math.log(3)), values: f32(2) };
    // Queries 1 and 0 share a cache with scores log 3 and 0; own key 0, own value 10.
    expectClose(attention({ shape, context: 1 }, cache, f64(1, 0, 0, 10)), [(3 * 2 + 10) / 4, (2 + 10) / 2]);
  });

  it('divides scores by the root of the size of a head', () => {
    const shape = { heads: 1, kvHeads: 1, headSize: 4 };
    const cache = { keys: f32(2 * Math.log(3), 0, 0, 0), values: f32(4, 0, 0, 0) };
    expectClose(
      attention({ shape, context: 1 }, cache, f64(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8)),
      [3, 0, 0, 2],
    );
  });

  it('activates', () => {
    expectClose(f64(0, 1, -1, 30, -30).map(gelu), [0, 0.841192, -0.158808, 30, 0]);
    expectClose(swiglu(f64(0, 5, 1, 3, 800, 2)), [0, 3 / (1 + Math.exp(-1)), 1600]);
  });
});

describe('the decode step', () => {
  it('counts a tiny block as by hand', () => {
    const problem = problemAt('transformer(model=tiny-gpt,context=5)');
    const matrices = 180 * 60 + 60 * 60 + 100 * 60 + 60 * 100;
    expect(decode.usefulFlops(problem)).toBe(2 * matrices + 2 * 2 * 60 * 6);
    const stored = 60 + 2 * 5 * 60 + matrices + 4 * 60 + (180 + 60 + 100 + 60);
    expect(problem.nnz).toBe(stored);
    expect(decode.compulsoryBytes(problem, 4 * stored)).toBe(4 * (stored + 60));
  });

  it('passes the residual stream on where the matrices after it are zero', () => {
    const problem = problemAt('transformer(model=tiny-llama,context=3)');
    if (problem.a.kind !== 'dense') throw new Error('a block is dense');
    const { layout } = blockOf(problem);
    const values = problem.a.values.slice();
    for (const name of ['out', 'down'] as const) partOf(values, layout.parts[name]).fill(0);
    const y = decode.reference({ ...problem, a: { ...problem.a, values } });
    expect([...y]).toEqual([...partOf(values, layout.parts.x)]);
  });

  it('keeps the size of the residual stream near 1, and allows errors by that size', () => {
    for (const model of ['tiny-gpt', 'tiny-llama']) {
      const problem = problemAt(`transformer(model=${model},context=40)`);
      const scale = decode.errorScale(problem);
      expect(scale[0]).toBeGreaterThan(0.5);
      expect(scale[0]).toBeLessThan(2);
      expect(new Set(scale).size).toBe(1);
    }
  });

  it('refuses other problems', () => {
    expect(() => decode.outputLength(problemAt('vector(n=8)'))).toThrow('takes the problem transformer');
  });
});

describe('the shapes', () => {
  /** Weights of all layers, without embeddings, as the models are described. */
  it.each([
    ['gpt2-xl', 1.475e9],
    ['llama-3-8b', 6.98e9],
    ['gpt3-slice', 174e9],
  ] as const)('%s add up to the weights of the model', (model, expected) => {
    const shape = shapeOf(model);
    const { elementCount } = blockLayout(shape, 0);
    const weights = elementCount * shape.layers * shape.slices;
    expect(Math.abs(weights / expected - 1)).toBeLessThan(0.005);
  });
});
