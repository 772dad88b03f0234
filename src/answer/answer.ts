import { CASES_SUITE, RACE_SUITE } from '../core/asked-suites.ts';
import { adapterName, adapterWarning, SIMULATED_VENDOR } from '../core/environment.ts';
import type { Regime } from '../core/record/finding.ts';
import { type Capability, capabilityOf, capabilityText } from './capability.ts';
import { type Certainty, certaintyOf, type ExperimentStance, stancesOf } from './certainty.ts';
import { type StepAnswer, stepAnswer } from './decode-step.ts';
import type { AnswerInput } from './input.ts';
import { type KernelAnswer, kernelAnswers } from './kernel-answer.ts';
import { type MatrixAnswer, matrixAnswers } from './matrix-answer.ts';
import { type ModelAnswer, modelAnswer } from './model-answer.ts';
import { DEFAULT_CHOICE, type ModelChoice } from './model-size.ts';
import { regimeWords } from './regime-words.ts';

/** The answer card as plain data: numbers, and the sentences that every form of the card says word for word. */
export interface Answer {
  /** What the run was for: a race is asked which kernel is faster, and nothing about limits. */
  readonly asked: 'limit' | 'kernel';
  /** "What limits running a language model on this GPU?" */
  readonly question: string;
  /** What must be said first, of devices that are no GPU; null of a GPU. */
  readonly warning: string | null;
  readonly regime: Regime;
  readonly headline: string;
  /** The measurement behind the headline; null where it is undecided. */
  readonly reason: string | null;
  readonly certainty: Certainty;
  readonly stances: readonly ExperimentStance[];
  readonly capability: Capability;
  readonly capabilityText: string;
  /** Null where the choice names no model. */
  readonly model: ModelAnswer | null;
  /** Null where no decode step was timed. */
  readonly step: StepAnswer | null;
  readonly matrices: readonly MatrixAnswer[];
  readonly kernels: readonly KernelAnswer[];
  /** "NVIDIA H200 · quick · 2026-11-27"; what is not known yet is left out. */
  readonly origin: string;
}

/** Pure: the same result and model give the same answer, in every form. */
export function answerOf(input: AnswerInput, choice: ModelChoice = DEFAULT_CHOICE): Answer {
  const answer = limitAnswer(input, choice);
  if (input.session?.suite !== RACE_SUITE) return answer;
  const [first] = answer.kernels;
  return {
    ...answer,
    asked: 'kernel',
    question: `Which kernel is faster on ${hereText(input)}?`,
    headline: first?.text ?? 'Undecided: the race ended before two kernels had been timed side by side.',
    reason: null,
    capabilityText: '',
  };
}

/** Cases that were asked for one by one are too few for an answer. */
export function hasAnswer({ session }: Pick<AnswerInput, 'session'>): boolean {
  return session?.suite !== CASES_SUITE;
}

function limitAnswer(input: AnswerInput, choice: ModelChoice): Answer {
  const { adapter } = input.environment;
  const { regime } = input.verdict;
  const capability = capabilityOf(input);
  const stances = stancesOf(input, regime);
  const here = hereText(input);
  return {
    asked: 'limit',
    question: `What limits running a language model on ${here}?`,
    warning: adapterWarning(adapter),
    regime,
    ...regimeWords(input),
    certainty: certaintyOf(input, stances),
    stances,
    capability,
    capabilityText: capabilityText(capability, here),
    model: modelAnswer(input, capability, choice),
    step: stepAnswer(input, capability, choice),
    matrices: matrixAnswers(input),
    kernels: kernelAnswers(input),
    origin: [adapterName(adapter), input.session?.suite, input.session?.startedAt.slice(0, 10)]
      .filter(part => part !== undefined)
      .join(' · '),
  };
}

function hereText({ environment: { adapter } }: AnswerInput): string {
  if (adapter.vendor === SIMULATED_VENDOR) return 'this simulated device';
  return adapter.class === 'software' ? 'this processor' : 'this GPU';
}
