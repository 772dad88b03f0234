import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRESET_IDS } from '../../answer/model-presets.ts';
import { DEFAULT_CHOICE, type ModelChoice } from '../../answer/model-size.ts';
import { modelChoice, modelText } from './model-choice.ts';

const amount = fc.oneof(fc.integer({ min: 0, max: 1e12 }), fc.constantFrom(4.5, Number.NaN));
const choices: fc.Arbitrary<ModelChoice> = fc
  .record({
    model: fc.constantFrom(...PRESET_IDS, 'other' as const),
    parameters: amount,
    bitsPerWeight: amount,
    positions: amount,
    cacheBytes: amount,
  })
  // Of a preset, the parameters are known.
  .map(choice => (choice.model === 'other' ? choice : { ...choice, parameters: DEFAULT_CHOICE.parameters }));

describe('the model in a link', () => {
  it('is the one that was chosen, a field that was left empty as well', () => {
    fc.assert(
      fc.property(choices, choice => {
        expect(modelChoice(modelText(choice))).toEqual(choice);
      }),
    );
  });

  it('stands in no link while it is the default', () => {
    expect(modelText(DEFAULT_CHOICE)).toBeNull();
    expect(modelChoice(null)).toEqual(DEFAULT_CHOICE);
  });

  it('is never anything that the page could not have chosen', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { model, parameters, ...numbers } = modelChoice(text);
        expect([...PRESET_IDS, 'other']).toContain(model);
        for (const value of [parameters, ...Object.values(numbers)]) expect(value < 0).toBe(false);
      }),
    );
    expect(modelChoice('__proto__,-1,Infinity,x')).toEqual(DEFAULT_CHOICE);
  });
});
