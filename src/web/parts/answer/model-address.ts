import { signal } from '@preact/signals';
import { isPresetId } from '../../../answer/model-presets.ts';
import { CACHE_BYTES, DEFAULT_CHOICE, type ModelChoice, WEIGHT_BITS } from '../../../answer/model-size.ts';

/** `?model=llama-3-70b&bits=8&positions=4096&cache=2`, or `?model=other&parameters=13e9`; what is usual is left out. */
export function readModelAddress(search: string): ModelChoice {
  const params = new URLSearchParams(search);
  const model = params.get('model') ?? '';
  const number = (name: string, usual: number, allowed?: readonly number[]) => {
    const value = Number(params.get(name) ?? usual);
    const isAllowed = allowed ? allowed.includes(value) : Number.isFinite(value) && value >= 0;
    return isAllowed ? value : usual;
  };
  return {
    model: model === 'other' || isPresetId(model) ? model : DEFAULT_CHOICE.model,
    parameters: number('parameters', DEFAULT_CHOICE.parameters),
    bitsPerWeight: number('bits', DEFAULT_CHOICE.bitsPerWeight, WEIGHT_BITS),
    positions: number('positions', DEFAULT_CHOICE.positions),
    cacheBytes: number('cache', DEFAULT_CHOICE.cacheBytes, CACHE_BYTES),
  };
}

/** The search part that brings the same model back; the rest of it stays. */
export function writeModelAddress(choice: ModelChoice, search: string): string {
  const params = new URLSearchParams(search);
  const set = (name: string, value: number | string, usual: number | string) =>
    value === usual || Number.isNaN(value) ? params.delete(name) : params.set(name, String(value));
  set('model', choice.model, DEFAULT_CHOICE.model);
  set('parameters', choice.parameters, DEFAULT_CHOICE.parameters);
  set('bits', choice.bitsPerWeight, DEFAULT_CHOICE.bitsPerWeight);
  set('positions', choice.positions, DEFAULT_CHOICE.positions);
  set('cache', choice.cacheBytes, DEFAULT_CHOICE.cacheBytes);
  return params.size === 0 ? '' : `?${params.toString()}`;
}

/** The reader's model, as the address has it. */
export const modelChoice = signal<ModelChoice>(readModelAddress(location.search));

export function chooseModel(choice: ModelChoice): void {
  modelChoice.value = choice;
  const search = writeModelAddress(choice, location.search);
  history.replaceState(null, '', location.pathname + search + location.hash);
}
