import type { ProblemGenerator } from '../../core/problem.ts';
import { type BlockPart, blockLayout, MODEL_IDS, type PartName, shapeOf } from '../../core/transformer.ts';
import { ownRandomValues, probeProblem, STREAM } from '../fill.ts';
import { count, type Params, words } from '../params.ts';

function layoutOf({ model, context }: Params) {
  return blockLayout(shapeOf(MODEL_IDS[model!]!), context!);
}

/**
 * How values uniform in [−1, 1) (variance ⅓) become a part's: activations then keep a variance near 1 through the block,
 * and attention spreads over many positions without being flat.
 */
function scaleOf(name: PartName, { columnCount }: BlockPart): { factor: number; centre: number } {
  if (name === 'gain1' || name === 'gain2') return { factor: 0.5, centre: 1 };
  if (name === 'keys' || name === 'values') return { factor: Math.sqrt(3), centre: 0 };
  const isMatrix = name === 'qkv' || name === 'out' || name === 'up' || name === 'down';
  if (isMatrix) return { factor: Math.sqrt(3 / columnCount), centre: 0 };
  return { factor: name === 'x' ? 1 : 0.5, centre: 0 };
}

const generator: ProblemGenerator = {
  id: 'transformer',
  label: 'transformer block',
  description:
    'One token at one transformer block of a language model: its weights, a filled KV cache, the residual stream.',
  isProbe: true,
  params: {
    model: words('whose shape', MODEL_IDS),
    context: count('positions in the KV cache', 1024),
  },
  generate(params, seed) {
    const { parts, elementCount } = layoutOf(params);
    const values = ownRandomValues(elementCount, seed, STREAM.values);
    for (const [name, part] of Object.entries(parts) as [PartName, BlockPart][]) {
      const { factor, centre } = scaleOf(name, part);
      const end = part.offset + part.rowCount * part.columnCount;
      for (let i = part.offset; i < end; i++) values[i] = centre + factor * values[i]!;
    }
    return probeProblem(values);
  },
  expectedNnz: params => layoutOf(params).elementCount,
};

export default generator;
