/** Shapes of the transformer blocks that a decode step is measured on, and how one block lies in memory. */

export interface TransformerShape {
  readonly label: string;
  /**
   * `gpt`: LayerNorm, biases, GELU between two matrices. `llama`: RMSNorm, no biases, rotary positions, SwiGLU over three
   * matrices.
   */
  readonly family: 'gpt' | 'llama';
  /** Elements of the residual stream. */
  readonly width: number;
  readonly heads: number;
  /** Heads of keys and values; heads ÷ kvHeads query heads share one (grouped-query attention). */
  readonly kvHeads: number;
  readonly headSize: number;
  /** Elements between the matrices of the MLP. */
  readonly hidden: number;
  readonly layers: number;
  /** Blocks of this shape that make one layer: 1, or the number of slices that a layer was cut into. */
  readonly slices: number;
}

/** Every dimension is a multiple of 4, so that rows and parts start on whole vec4s. */
const SHAPES = {
  'gpt2-xl': {
    label: 'GPT-2 XL',
    family: 'gpt',
    width: 1600,
    heads: 25,
    kvHeads: 25,
    headSize: 64,
    hidden: 6400,
    layers: 48,
    slices: 1,
  },
  'llama-3-8b': {
    label: 'Llama-3-8B',
    family: 'llama',
    width: 4096,
    heads: 32,
    kvHeads: 8,
    headSize: 128,
    hidden: 14336,
    layers: 32,
    slices: 1,
  },
  // An eighth of the 96 heads and of the 49,152 hidden elements, as eight GPUs would share a layer (tensor parallelism).
  // Norms, biases and residual are whole in every slice; adding the slices' outputs up is not part of it.
  'gpt3-slice': {
    label: 'GPT-3, ⅛ of a layer',
    family: 'gpt',
    width: 12288,
    heads: 12,
    kvHeads: 12,
    headSize: 128,
    hidden: 6144,
    layers: 96,
    slices: 8,
  },
  'tiny-gpt': {
    label: 'tiny GPT',
    family: 'gpt',
    width: 60,
    heads: 5,
    kvHeads: 5,
    headSize: 12,
    hidden: 100,
    layers: 2,
    slices: 1,
  },
  'tiny-llama': {
    label: 'tiny Llama',
    family: 'llama',
    width: 40,
    heads: 6,
    kvHeads: 2,
    headSize: 8,
    hidden: 44,
    layers: 2,
    slices: 1,
  },
} as const satisfies Readonly<Record<string, TransformerShape>>;

export type ModelId = keyof typeof SHAPES;

export const MODEL_IDS = Object.keys(SHAPES) as readonly ModelId[];

export function isModelId(text: unknown): text is ModelId {
  return typeof text === 'string' && Object.hasOwn(SHAPES, text);
}

export function shapeOf(model: ModelId): TransformerShape {
  return SHAPES[model];
}

/**
 * Launches of one block in `decode/block`, where no matrix is cut over bindings: two norms, four matrices, two of
 * attention, and for rotary positions one more.
 */
export const DISPATCHES_A_BLOCK: Readonly<Record<TransformerShape['family'], number>> = { gpt: 8, llama: 9 };

/** Added to the variance before the root, in LayerNorm and RMSNorm of these models alike. */
export const NORM_EPSILON = 1e-5;

/** Rotary positions: pair i of a head turns by position · base^(−2i ÷ headSize). Llama 3's base. */
export const ROTARY_BASE = 500_000;

/**
 * Parts of a block in memory, in this order: the token's residual stream, the KV cache of the positions before it, then
 * the weights. `qkv` holds the rows of queries, keys, values one after the other; of a `llama` the even rows of `up` are
 * the gate, the odd ones what it gates.
 */
const PART_NAMES = [
  'x',
  'keys',
  'values',
  'gain1',
  'shift1',
  'qkv',
  'qkvBias',
  'out',
  'outBias',
  'gain2',
  'shift2',
  'up',
  'upBias',
  'down',
  'downBias',
] as const;

export type PartName = (typeof PART_NAMES)[number];

/** Row-major; vectors are one row. A part that the family lacks has no rows. */
export interface BlockPart {
  readonly rowCount: number;
  readonly columnCount: number;
  /** In elements from the block's start. */
  readonly offset: number;
}

export interface BlockLayout {
  readonly parts: Readonly<Record<PartName, BlockPart>>;
  readonly elementCount: number;
}

/** @param context positions in the KV cache; the token itself is one more */
export function blockLayout(shape: TransformerShape, context: number): BlockLayout {
  const sizes = partSizes(shape, context);
  const parts: Partial<Record<PartName, BlockPart>> = {};
  let offset = 0;
  for (const name of PART_NAMES) {
    const [rowCount, columnCount] = sizes[name];
    parts[name] = { rowCount, columnCount, offset };
    offset += rowCount * columnCount;
  }
  return { parts: parts as Record<PartName, BlockPart>, elementCount: offset };
}

function partSizes(
  { family, width, heads, kvHeads, headSize, hidden }: TransformerShape,
  context: number,
): Readonly<Record<PartName, readonly [rowCount: number, columnCount: number]>> {
  const queryWidth = heads * headSize;
  const kvWidth = kvHeads * headSize;
  const upRows = family === 'llama' ? 2 * hidden : hidden;
  const biases = family === 'gpt' ? 1 : 0;
  return {
    x: [1, width],
    keys: [context, kvWidth],
    values: [context, kvWidth],
    gain1: [1, width],
    shift1: [biases, width],
    qkv: [queryWidth + 2 * kvWidth, width],
    qkvBias: [biases, queryWidth + 2 * kvWidth],
    out: [width, queryWidth],
    outBias: [biases, width],
    gain2: [1, width],
    shift2: [biases, width],
    up: [upRows, width],
    upBias: [biases, upRows],
    down: [width, hidden],
    downBias: [biases, width],
  };
}

/** A part as a view. */
export function partOf<T extends { subarray(begin: number, end: number): T }>(
  values: T,
  { offset, rowCount, columnCount }: BlockPart,
): T {
  return values.subarray(offset, offset + rowCount * columnCount);
}
