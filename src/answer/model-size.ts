import { blockLayout, DISPATCHES_A_BLOCK, type ModelId } from '../core/transformer.ts';
import { type ModelPreset, type PresetId, presetOf } from './model-presets.ts';

/** Bits in which a weight is stored; 4.5 is 4-bit with an f16 scale for each 32 weights. */
export const WEIGHT_BITS = [32, 16, 8, 4.5] as const;

/** Bytes in which an element of the KV cache is stored. */
export const CACHE_BYTES = [4, 2, 1] as const;

/** What the reader says of their model. */
export interface ModelChoice {
  /** `other`: only the number of its parameters is known. */
  readonly model: PresetId | 'other';
  /** Of an `other` model, all of which are read for a token. */
  readonly parameters: number;
  readonly bitsPerWeight: number;
  /** Positions in the KV cache. */
  readonly positions: number;
  readonly cacheBytes: number;
}

export const DEFAULT_CHOICE: ModelChoice = {
  model: 'llama-3-8b',
  parameters: 8e9,
  bitsPerWeight: 4.5,
  positions: 1024,
  cacheBytes: 2,
};

/** What a token takes, as far as it is known. */
export interface ModelSize {
  readonly label: string;
  /** All weights, those that memory has to hold. */
  readonly weightCount: number;
  /** Weights read for a token: of experts the active ones, no table of which a token needs one row. */
  readonly readWeightCount: number;
  /** 2·layers·kvHeads·headSize; 0 of an `other` model. */
  readonly cacheElementsPerPosition: number;
  /** 4·layers·heads·headSize; 0 of an `other` model. */
  readonly attentionFlopsPerPosition: number;
  /** Null of an `other` model. */
  readonly layers: number | null;
  /** Launches that a layer takes in `decode/block`. */
  readonly launchesPerLayer: number | null;
  readonly decodeModel: ModelId | null;
}

/** Null where the choice names no model: no, or no positive, number of parameters. */
export function modelSize({
  model,
  parameters,
}: Pick<ModelChoice, 'model' | 'parameters'>): ModelSize | null {
  if (model === 'other') {
    return Number.isFinite(parameters) && parameters > 0 ? sizeOfParameters(parameters) : null;
  }
  const preset = presetOf(model);
  const { layers, heads, kvHeads, headSize, family } = preset.shape;
  return {
    label: preset.label,
    ...weightCounts(preset),
    cacheElementsPerPosition: 2 * layers * kvHeads * headSize,
    attentionFlopsPerPosition: 4 * layers * heads * headSize,
    layers,
    launchesPerLayer: DISPATCHES_A_BLOCK[family],
    decodeModel: preset.decodeModel,
  };
}

function sizeOfParameters(parameters: number): ModelSize {
  return {
    label: 'a model',
    weightCount: parameters,
    readWeightCount: parameters,
    cacheElementsPerPosition: 0,
    attentionFlopsPerPosition: 0,
    layers: null,
    launchesPerLayer: null,
    decodeModel: null,
  };
}

function weightCounts(preset: ModelPreset): Pick<ModelSize, 'weightCount' | 'readWeightCount'> {
  const { shape, vocabulary, learnedPositions, tiedEmbedding, experts } = preset;
  const { width, hidden, family, layers } = shape;
  // A block's layout begins with the token itself, which is no weight.
  const layer = blockLayout(shape, 0).elementCount - width;
  const expert = (family === 'llama' ? 3 : 2) * width * hidden;
  const router = experts.count > 1 ? experts.count * width : 0;
  const layerWith = (count: number) => layer + (count - 1) * expert + router;
  const lastNorm = family === 'gpt' ? 2 * width : width;
  const head = vocabulary * width;
  const inputTables = (tiedEmbedding ? 0 : head) + learnedPositions * width;
  return {
    weightCount: layers * layerWith(experts.count) + lastNorm + head + inputTables,
    readWeightCount: layers * layerWith(experts.active) + lastNorm + head,
  };
}

/** Bytes that a token reads: weights, then keys and values of every position. */
export function bytesPerToken(size: ModelSize, choice: ModelChoice): number {
  return weightBytes(size.readWeightCount, choice) + cacheSize(size, choice);
}

/** Bytes that memory has to hold. */
export function memoryNeeded(size: ModelSize, choice: ModelChoice): number {
  return weightBytes(size.weightCount, choice) + cacheSize(size, choice);
}

/** A multiply-add for each weight, and two for each element of a query and position. */
export function flopsPerToken(size: ModelSize, { positions }: ModelChoice): number {
  return 2 * size.readWeightCount + size.attentionFlopsPerPosition * positions;
}

function weightBytes(count: number, { bitsPerWeight }: ModelChoice): number {
  return (count * bitsPerWeight) / 8;
}

function cacheSize({ cacheElementsPerPosition }: ModelSize, { positions, cacheBytes }: ModelChoice): number {
  return positions * cacheElementsPerPosition * cacheBytes;
}
