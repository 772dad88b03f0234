import { type Estimate, estimateText, finiteEstimate } from '../analysis/evidence/estimate.ts';
import { formatCount, formatNumber, formatSi, NS_PER_S } from '../core/units.ts';
import type { Capability } from './capability.ts';
import { type AnswerInput, findingAt } from './input.ts';
import {
  bytesPerToken,
  flopsPerToken,
  type ModelChoice,
  type ModelSize,
  memoryNeeded,
  modelSize,
} from './model-size.ts';
import { estimateOf } from './words.ts';

/**
 * What the tokens/s of memory rest on: the read ceiling, which no kernel passes; the best kernel, where the probe is no
 * ceiling; the probe alone, where no kernel was timed.
 */
export type MemoryBasis = 'ceiling' | 'kernel' | 'probe';

/** Tokens/s of one stream of text that what was measured would allow a model. */
export interface ModelAnswer {
  readonly choice: ModelChoice;
  readonly bytesPerToken: number;
  readonly flopsPerToken: number;
  readonly memoryBytes: number;
  readonly memory: (Estimate & { readonly basis: MemoryBasis }) | null;
  readonly arithmetic: Estimate | null;
  readonly launching: (Estimate & { readonly perLayer: number }) | null;
  /** "Llama-3-8B at 4.5 bits a weight": what the reader chose. */
  readonly subject: string;
  /** What follows the subject, to the end of the sentences. */
  readonly text: string;
}

/** Null where the choice names no model, or a size that is no number. */
export function modelAnswer(
  input: AnswerInput,
  capability: Capability,
  choice: ModelChoice,
): ModelAnswer | null {
  const size = modelSize(choice);
  const { bitsPerWeight, positions, cacheBytes } = choice;
  const sane = [bitsPerWeight, cacheBytes].every(value => value > 0) && positions >= 0;
  if (size === null || !sane || ![bitsPerWeight, positions, cacheBytes].every(Number.isFinite)) return null;
  const bytes = bytesPerToken(size, choice);
  const flops = flopsPerToken(size, choice);
  const numbers = {
    choice,
    bytesPerToken: bytes,
    flopsPerToken: flops,
    memoryBytes: memoryNeeded(size, choice),
    memory: memoryRate(capability, bytes),
    arithmetic: capability.arithmetic && perAmount(capability.arithmetic, flops),
    launching: capability.absolute ? launchingRate(input, size) : null,
  };
  return { ...numbers, subject: subjectText(size, choice), text: textOf(numbers, size, capability) };
}

function memoryRate(capability: Capability, bytes: number): ModelAnswer['memory'] {
  const rate = weightRate(capability);
  const tokens = rate && perAmount(rate, bytes);
  return tokens && { ...tokens, basis: rate.basis };
}

/** At how many B/s the weights of a model are taken to be read. */
export function weightRate({
  read,
  isCeiling,
  bestRate,
}: Pick<Capability, 'read' | 'isCeiling' | 'bestRate'>): (Estimate & { readonly basis: MemoryBasis }) | null {
  const basis: MemoryBasis = isCeiling && read ? 'ceiling' : bestRate ? 'kernel' : 'probe';
  const rate = basis === 'kernel' ? bestRate : read;
  return rate && { ...rate, basis };
}

/** One launch after the other, each at t0 by the wall clock. */
function launchingRate(
  input: AnswerInput,
  { layers, launchesPerLayer }: ModelSize,
): ModelAnswer['launching'] {
  const finding = findingAt(input, 'E7-wall');
  const t0 = finding && estimateOf(finding);
  if (!t0 || layers === null || launchesPerLayer === null || !(t0.low > 0)) return null;
  const rate = (ns: number) => NS_PER_S / (layers * launchesPerLayer * ns);
  const tokens = finiteEstimate({ value: rate(t0.value), low: rate(t0.high), high: rate(t0.low) });
  return tokens && { ...tokens, perLayer: launchesPerLayer };
}

function perAmount({ value, low, high }: Estimate, amount: number): Estimate | null {
  return finiteEstimate({ value: value / amount, low: low / amount, high: high / amount });
}

function subjectText({ label, weightCount }: ModelSize, { model, bitsPerWeight }: ModelChoice): string {
  const name =
    model === 'other' ? `${label} of ${formatNumber(weightCount / 1e9)} billion parameters` : label;
  return `${name} at ${bitsPerWeight} bits a weight`;
}

type Numbers = Omit<ModelAnswer, 'subject' | 'text'>;

function textOf(numbers: Numbers, size: ModelSize, { absolute }: Capability): string {
  const { bytesPerToken: bytes, memoryBytes, choice } = numbers;
  const positions =
    size.cacheElementsPerPosition === 0
      ? ', its context aside'
      : ` (${formatCount(choice.positions)} positions)`;
  const reads = `reads ${formatSi(bytes, 'B')} a token${positions}`;
  const needs = `It needs ${formatSi(memoryBytes, 'B')} of memory, which WebGPU cannot check.`;
  if (!absolute) return `${reads}; the clocks disagree, so no tokens/s follow. ${needs}`;
  return `${reads}: ${memoryText(numbers)} ${otherText(numbers)}${needs}`;
}

function memoryText({ memory }: Numbers): string {
  if (memory === null) return 'how many tokens/s that allows was not measured.';
  const rate = `${estimateText(memory)} tokens/s`;
  switch (memory.basis) {
    case 'ceiling':
      return `at most ${rate}.`;
    case 'kernel':
      return `about ${rate}, at the rate of the best kernel.`;
    case 'probe':
      return `about ${rate}, at the rate of the read test.`;
  }
}

function otherText({ arithmetic, launching }: Numbers): string {
  const launched = launching && `${estimateText(launching)} with ${launching.perLayer} launches a layer`;
  if (arithmetic === null) return launched ? `Launching would allow ${launched}. ` : '';
  return `Arithmetic would allow ${estimateText(arithmetic)}${launched ? `, launching ${launched}` : ''}. `;
}
