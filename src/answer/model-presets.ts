import type { ModelId, TransformerShape } from '../core/transformer.ts';
import { shapeOf } from '../core/transformer.ts';

/** A published language model: what its weights are, and where that stands. */
export interface ModelPreset {
  readonly label: string;
  /** A whole layer; of a mixture of experts one expert. */
  readonly shape: TransformerShape;
  /** Rows of the embedding. */
  readonly vocabulary: number;
  /** Rows of a table of positions, one of which is read a token; 0 where positions are rotary. */
  readonly learnedPositions: number;
  /** Whether the output head is the embedding itself. */
  readonly tiedEmbedding: boolean;
  /** MLPs of a layer, and how many of them a token goes through. */
  readonly experts: { readonly count: number; readonly active: number };
  /** What `decode` measures of it; null where nothing. */
  readonly decodeModel: ModelId | null;
  readonly source: string;
}

const ONE_EXPERT = { count: 1, active: 1 } as const;

const PRESETS = {
  'gpt2-xl': {
    label: 'GPT-2 XL',
    shape: shapeOf('gpt2-xl'),
    vocabulary: 50_257,
    learnedPositions: 1024,
    tiedEmbedding: true,
    experts: ONE_EXPERT,
    decodeModel: 'gpt2-xl',
    source:
      'Radford et al., Language Models are Unsupervised Multitask Learners, 2019; huggingface.co/openai-community/gpt2-xl config.json',
  },
  'llama-3-8b': {
    label: 'Llama-3-8B',
    shape: shapeOf('llama-3-8b'),
    vocabulary: 128_256,
    learnedPositions: 0,
    tiedEmbedding: false,
    experts: ONE_EXPERT,
    decodeModel: 'llama-3-8b',
    source:
      'The Llama 3 Herd of Models, arXiv 2407.21783, table 3; huggingface.co/meta-llama/Meta-Llama-3-8B config.json',
  },
  'llama-3-70b': {
    label: 'Llama-3-70B',
    shape: {
      label: 'Llama-3-70B',
      family: 'llama',
      width: 8192,
      heads: 64,
      kvHeads: 8,
      headSize: 128,
      hidden: 28_672,
      layers: 80,
      slices: 1,
    },
    vocabulary: 128_256,
    learnedPositions: 0,
    tiedEmbedding: false,
    experts: ONE_EXPERT,
    decodeModel: null,
    source:
      'The Llama 3 Herd of Models, arXiv 2407.21783, table 3; huggingface.co/meta-llama/Meta-Llama-3-70B config.json',
  },
  'mixtral-8x7b': {
    label: 'Mixtral 8×7B',
    shape: {
      label: 'Mixtral 8×7B',
      family: 'llama',
      width: 4096,
      heads: 32,
      kvHeads: 8,
      headSize: 128,
      hidden: 14_336,
      layers: 32,
      slices: 1,
    },
    vocabulary: 32_000,
    learnedPositions: 0,
    tiedEmbedding: false,
    experts: { count: 8, active: 2 },
    decodeModel: null,
    source:
      'Mixtral of Experts, arXiv 2401.04088, table 1; huggingface.co/mistralai/Mixtral-8x7B-v0.1 config.json',
  },
  'gpt-3': {
    label: 'GPT-3',
    shape: {
      label: 'GPT-3',
      family: 'gpt',
      width: 12_288,
      heads: 96,
      kvHeads: 96,
      headSize: 128,
      hidden: 49_152,
      layers: 96,
      slices: 1,
    },
    vocabulary: 50_257,
    learnedPositions: 2048,
    tiedEmbedding: true,
    experts: ONE_EXPERT,
    decodeModel: 'gpt3-slice',
    source: 'Language Models are Few-Shot Learners, arXiv 2005.14165, table 2.1',
  },
} as const satisfies Readonly<Record<string, ModelPreset>>;

export type PresetId = keyof typeof PRESETS;

export const PRESET_IDS = Object.keys(PRESETS) as readonly PresetId[];

export function isPresetId(text: unknown): text is PresetId {
  return typeof text === 'string' && Object.hasOwn(PRESETS, text);
}

export function presetOf(id: PresetId): ModelPreset {
  return PRESETS[id];
}
