import { isPresetId } from '../../answer/model-presets.ts';
import { DEFAULT_CHOICE, type ModelChoice } from '../../answer/model-size.ts';

/** "llama-3-8b,4.5,1024,2": model or parameters, bits a weight, positions, bytes of a cache element. Null of the default. */
export function modelText(choice: ModelChoice): string | null {
  const text = textOf(choice);
  return text === textOf(DEFAULT_CHOICE) ? null : text;
}

function textOf({ model, parameters, bitsPerWeight, positions, cacheBytes }: ModelChoice): string {
  return [model === 'other' ? parameters : model, bitsPerWeight, positions, cacheBytes].join();
}

/** What the text does not say, or does not say in numbers, is as in the default. */
export function modelChoice(text: string | null): ModelChoice {
  const [first = '', ...rest] = (text ?? '').split(',');
  const [bitsPerWeight, positions, cacheBytes] = rest.map(number);
  const parameters = number(first);
  return {
    ...DEFAULT_CHOICE,
    ...(isPresetId(first) ? { model: first } : {}),
    ...(parameters === undefined ? {} : { model: 'other' as const, parameters }),
    bitsPerWeight: bitsPerWeight ?? DEFAULT_CHOICE.bitsPerWeight,
    positions: positions ?? DEFAULT_CHOICE.positions,
    cacheBytes: cacheBytes ?? DEFAULT_CHOICE.cacheBytes,
  };
}

/** NaN stands for a field that was left empty. */
function number(text: string): number | undefined {
  if (text === 'NaN') return Number.NaN;
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
