import type { Plan, Section, SuiteContext } from '../../../src/core/plan.ts';
import type { ProblemSpec } from '../../../src/core/problem.ts';
import type { Case } from '../../../src/core/record/record.ts';
import { blockLayout, MODEL_IDS, type ModelId, shapeOf } from '../../../src/core/transformer.ts';
import { formatDuration, formatMemory } from '../../../src/core/units.ts';
import { makeCase, problem } from './cases.ts';

const KERNEL = 'decode/block';
/** Multiplies matrices with vectors as the block's projections do, and the pilot knows it. */
const LIKE = 'gemv/rows-per-workgroup';
/** Positions in the KV cache: as far as GPT-2 goes. */
const CONTEXT = 1024;
/** Of the models that are only there to show that the step works, where no larger one runs in the time. */
const TINY_CONTEXT = 64;

export interface DecodeEffort {
  /** A model whose step takes longer is left out: a round by wall clock runs it about 15 times. */
  readonly longestStepNs: number;
  readonly models: readonly ModelId[];
  /** Of the section of a model; tiny ones get a quarter. */
  readonly weight: number;
}

/** A section for every model that fits, cases for those that do not. */
export function decodeSections(
  context: SuiteContext,
  effort: DecodeEffort,
): { readonly sections: readonly Section[]; readonly leftOut: Plan['leftOut'] } {
  const sections: Section[] = [];
  const leftOut: Plan['leftOut'][number][] = [];
  for (const model of context.kernelIds.includes(KERNEL) ? effort.models : []) {
    const reason = reasonAgainst(context, effort, model);
    if (reason === null) sections.push(modelSection(context, model, effort.weight));
    else leftOut.push({ case: stepCase(context, model, 'wall'), reason });
  }
  return { sections, leftOut };
}

/** Null for a model that can be measured. Without an estimate only hardware tries. */
function reasonAgainst(
  { pilot, deviceClass }: SuiteContext,
  { longestStepNs }: DecodeEffort,
  model: ModelId,
): string | null {
  const elements = blockElements(model);
  const size = { rowCount: 1, columnCount: elements, rhsColumnCount: 1, nnz: elements };
  const ns = pilot.estimateNs(LIKE, size);
  if (ns <= longestStepNs || (ns === Number.POSITIVE_INFINITY && deviceClass === 'hardware')) return null;
  const reads = `one step reads ${formatMemory(4 * elements)} of f32 weights and cache`;
  if (!Number.isFinite(ns)) return `${reads}, which may take too long here: ${LIKE} did not run to tell`;
  return `${reads} and takes about ${formatDuration(ns)} here, over the ${formatDuration(longestStepNs)} that the suite has for a step`;
}

function modelSection(context: SuiteContext, model: ModelId, weight: number): Section {
  const step = stepCase(context, model, 'gpu');
  const read = makeCase('probe/read', problem('vector', { n: blockElements(model) }));
  return {
    id: `decode/${model}`,
    title: `Decode step, ${shapeOf(model).label}`,
    groups: [[read, step], [stepCase(context, model, 'wall')]],
    weight: isTiny(model) ? weight / 4 : weight,
  };
}

function stepCase(context: SuiteContext, model: ModelId, clock: Case['clock']): Case {
  return makeCase(KERNEL, modelProblem(model), { tunables: blockTunables(context), clock });
}

function modelProblem(model: ModelId): ProblemSpec {
  return problem('transformer', { model, context: contextOf(model) });
}

function contextOf(model: ModelId): number {
  return isTiny(model) ? TINY_CONTEXT : CONTEXT;
}

function blockElements(model: ModelId): number {
  return blockLayout(shapeOf(model), contextOf(model)).elementCount;
}

/** What the pilot found best for the product that the step consists of. */
function blockTunables(context: SuiteContext): Readonly<Record<string, number>> {
  const { workgroupSize, rowsPerGroup } = context.pilot.tunables(LIKE);
  return {
    ...(workgroupSize !== undefined && workgroupSize >= 64 ? { workgroupSize } : {}),
    ...(rowsPerGroup !== undefined && rowsPerGroup >= 2 ? { rowsPerGroup } : {}),
  };
}

function isTiny(model: ModelId): boolean {
  return model.startsWith('tiny');
}

export const LARGE_MODELS = MODEL_IDS.filter(model => !isTiny(model));
export const TINY_MODELS = MODEL_IDS.filter(isTiny);
