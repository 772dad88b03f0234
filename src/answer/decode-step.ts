import { estimateText } from '../analysis/evidence/estimate.ts';
import { formatInterval } from '../core/interval.ts';
import type { Finding } from '../core/record/finding.ts';
import { isModelId, shapeOf } from '../core/transformer.ts';
import { formatCount } from '../core/units.ts';
import type { Capability } from './capability.ts';
import { type AnswerInput, findingAt } from './input.ts';
import { type ModelChoice, modelSize } from './model-size.ts';
import { estimateOf } from './words.ts';

/** A decode step that was timed, in tokens/s, with the ceiling of its own bytes. */
export interface StepAnswer {
  readonly model: string;
  readonly rate: Pick<Finding, 'value' | 'low' | 'high'>;
  /** Tokens/s if its bytes came at the read ceiling; null without one. */
  readonly roof: Pick<Finding, 'value' | 'low' | 'high'> | null;
  readonly text: string;
}

/** The step of the chosen model, else the first that was timed; null where none was. */
export function stepAnswer(
  input: AnswerInput,
  { isCeiling, absolute }: Capability,
  choice: ModelChoice,
): StepAnswer | null {
  const timed = input.findings.filter(({ id, value }) => /^D\/[^/]+$/.test(id) && value !== null);
  const wanted = `D/${modelSize(choice)?.decodeModel}`;
  const rate = timed.find(({ id }) => id === wanted) ?? timed[0];
  if (!rate || !absolute) return null;
  const id = rate.id.slice('D/'.length);
  const model = isModelId(id) ? shapeOf(id).label : id;
  const roof = findingAt(input, `${rate.id}/roof`);
  const tokens = formatInterval(rate.value ?? Number.NaN, rate.low, rate.high);
  const positions = positionsOf(input, rate);
  const conditions = `${model}, f32 blocks${positions === null ? '' : `, ${formatCount(positions)} positions`}`;
  return { model, rate, roof, text: `${conditions}: ${tokens}${roofText(roof, isCeiling)}.` };
}

function roofText(roof: Finding | null, isCeiling: boolean): string {
  const estimate = roof && estimateOf(roof);
  if (!estimate) return ' tokens/s';
  return isCeiling
    ? ` of at most ${estimateText(estimate)} tokens/s`
    : ` tokens/s; at the rate of the read test its bytes would allow ${estimateText(estimate)}`;
}

function positionsOf({ records }: AnswerInput, { evidence }: Finding): number | null {
  const context = records.find(({ address }) => address === evidence[0])?.case.problem.params.context;
  return typeof context === 'number' ? context : null;
}
