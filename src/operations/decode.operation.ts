import type { Operation } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import {
  type BlockLayout,
  type BlockPart,
  blockLayout,
  isModelId,
  NORM_EPSILON,
  type PartName,
  partOf,
  ROTARY_BASE,
  shapeOf,
  type TransformerShape,
} from '../core/transformer.ts';

const BYTES_PER_VALUE = 4;
/** √(2 ÷ π), of GELU by tanh as GPT-2 computes it. */
const GELU_SLOPE = Math.sqrt(2 / Math.PI);

/** What a problem of the generator `transformer` describes. */
export interface Block {
  readonly shape: TransformerShape;
  /** Positions in the KV cache, which is also the position of the token. */
  readonly context: number;
  readonly layout: BlockLayout;
}

/** @throws RangeError for a problem of another generator */
export function blockOf({ id, spec, a }: Pick<Problem, 'id' | 'spec' | 'a'>): Block {
  const { model, context } = spec.params;
  if (!isModelId(model) || typeof context !== 'number') {
    throw new RangeError(`${id}: a decode step takes the problem transformer(model=…,context=…)`);
  }
  const shape = shapeOf(model);
  const layout = blockLayout(shape, context);
  if (layout.elementCount !== a.columnCount) {
    throw new RangeError(`${id}: holds ${a.columnCount} elements, its shape has ${layout.elementCount}`);
  }
  return { shape, context, layout };
}

const outputs = new WeakMap<Problem['a'], Float64Array>();

/** Kept as long as its matrix: reference and error scale both need it, and a large block takes seconds. */
function outputOf(problem: Problem): Float64Array {
  const output = outputs.get(problem.a) ?? decodeStep(problem);
  outputs.set(problem.a, output);
  return output;
}

/**
 * One token through one transformer block: y = h + MLP(norm(h)), h = x + Attention(norm(x)). Useful FLOPs are those of the
 * matrix products and of attention (two products a cached element of each query head), not of norms and softmax.
 * Errors pass through norms, softmax and activations, so they scale with the whole vector: the error scale of every
 * element is the root mean square of the output.
 */
const decode: Operation = {
  id: 'decode',
  label: 'decode step',
  pilot: null,
  usefulFlops(problem) {
    const { shape, context, layout } = blockOf(problem);
    const weights = (['qkv', 'out', 'up', 'down'] as const).reduce(
      (sum, name) => sum + layout.parts[name].rowCount * layout.parts[name].columnCount,
      0,
    );
    return 2 * weights + 4 * shape.heads * shape.headSize * (context + 1);
  },
  compulsoryBytes: (problem, storedBytes) => storedBytes + BYTES_PER_VALUE * blockOf(problem).shape.width,
  outputLength: problem => blockOf(problem).shape.width,
  reference: outputOf,
  errorScale(problem) {
    const output = outputOf(problem);
    const meanSquare = output.reduce((sum, value) => sum + value * value, 0) / output.length;
    return new Float64Array(output.length).fill(Math.sqrt(meanSquare));
  },
};

function decodeStep(problem: Problem): Float64Array {
  const { a } = problem;
  const { shape, context, layout } = blockOf(problem);
  if (a.kind !== 'dense') throw new RangeError(`${problem.id}: a block is one dense row`);
  const part = (name: PartName): Float32Array => partOf(a.values, layout.parts[name]);
  const product = (name: 'qkv' | 'out' | 'up' | 'down', x: Float64Array): Float64Array =>
    affine(part(name), layout.parts[name], part(`${name}Bias`), x);

  const x = Float64Array.from(part('x'));
  const qkv = product('qkv', normalized(shape, x, part('gain1'), part('shift1')));
  if (shape.family === 'llama') rotate(shape, context, qkv);
  const attended = attention({ shape, context }, { keys: part('keys'), values: part('values') }, qkv);
  const h = sum(x, product('out', attended));
  const up = product('up', normalized(shape, h, part('gain2'), part('shift2')));
  const hidden = shape.family === 'llama' ? swiglu(up) : up.map(gelu);
  return sum(h, product('down', hidden));
}

/** W·x + bias; no bias is a bias of no elements. */
function affine(w: Float32Array, part: BlockPart, bias: Float32Array, x: Float64Array): Float64Array {
  const { rowCount, columnCount } = part;
  const y = new Float64Array(rowCount);
  for (let i = 0; i < rowCount; i++) {
    let dot = bias.length > 0 ? bias[i]! : 0;
    for (let j = 0; j < columnCount; j++) dot += w[i * columnCount + j]! * x[j]!;
    y[i] = dot;
  }
  return y;
}

/** LayerNorm where the family has a shift, else RMSNorm. */
export function normalized(
  { family }: Pick<TransformerShape, 'family'>,
  x: Float64Array,
  gain: Float32Array,
  shift: Float32Array,
): Float64Array {
  const mean = family === 'gpt' ? x.reduce((total, value) => total + value, 0) / x.length : 0;
  const variance = x.reduce((total, value) => total + (value - mean) ** 2, 0) / x.length;
  const scale = 1 / Math.sqrt(variance + NORM_EPSILON);
  return x.map((value, i) => (value - mean) * scale * gain[i]! + (family === 'gpt' ? shift[i]! : 0));
}

/** Turns pairs (2i, 2i + 1) of every query and key head by the token's position, in place. */
export function rotate(
  { heads, kvHeads, headSize }: Pick<TransformerShape, 'heads' | 'kvHeads' | 'headSize'>,
  position: number,
  qkv: Float64Array,
): void {
  for (let first = 0; first < (heads + kvHeads) * headSize; first += 2) {
    const angle = position * ROTARY_BASE ** (-(first % headSize) / headSize);
    const [a, b] = [qkv[first]!, qkv[first + 1]!];
    qkv[first] = a * Math.cos(angle) - b * Math.sin(angle);
    qkv[first + 1] = a * Math.sin(angle) + b * Math.cos(angle);
  }
}

/** Each head's softmax-weighted mean of the values, over the cached positions and the token itself, which is in qkv. */
export function attention(
  { shape, context }: { shape: Pick<TransformerShape, 'heads' | 'kvHeads' | 'headSize'>; context: number },
  cache: { readonly keys: Float32Array; readonly values: Float32Array },
  qkv: Float64Array,
): Float64Array {
  const { heads, kvHeads, headSize } = shape;
  const kvWidth = kvHeads * headSize;
  const result = new Float64Array(heads * headSize);
  for (let head = 0; head < heads; head++) {
    const inKv = Math.floor(head / (heads / kvHeads)) * headSize;
    const own = { key: heads * headSize + inKv, value: heads * headSize + kvWidth + inKv };
    const scores = Float64Array.from({ length: context + 1 }, (_, position) => {
      let dot = 0;
      for (let d = 0; d < headSize; d++) {
        const key = position < context ? cache.keys[position * kvWidth + inKv + d]! : qkv[own.key + d]!;
        dot += qkv[head * headSize + d]! * key;
      }
      return dot / Math.sqrt(headSize);
    });
    const highest = scores.reduce((a, b) => Math.max(a, b));
    const weights = scores.map(score => Math.exp(score - highest));
    const total = weights.reduce((a, b) => a + b);
    for (let d = 0; d < headSize; d++) {
      let mean = weights[context]! * qkv[own.value + d]!;
      for (let p = 0; p < context; p++) mean += weights[p]! * cache.values[p * kvWidth + inKv + d]!;
      result[head * headSize + d] = mean / total;
    }
  }
  return result;
}

/** By tanh, as GPT-2 has it. */
export function gelu(x: number): number {
  return 0.5 * x * (1 + Math.tanh(GELU_SLOPE * (x + 0.044715 * x ** 3)));
}

/** Even rows are the gate: silu(gate) · up. */
export function swiglu(rows: Float64Array): Float64Array {
  return Float64Array.from({ length: rows.length / 2 }, (_, i) => {
    const gate = rows[2 * i]!;
    return (gate / (1 + Math.exp(-gate))) * rows[2 * i + 1]!;
  });
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]!);
}

export default decode;
