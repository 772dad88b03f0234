import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GLOSSARY } from '../../core/glossary.ts';
import { explainedPieces } from './explained.tsx';

function explained(text: string): readonly string[] {
  return explainedPieces(text).flatMap(({ text: word, entry }) => (entry === null ? [] : [word]));
}

describe('words of the glossary', () => {
  it('are found whole, in every form, once a sentence', () => {
    const text = 'Dilution of a hot product left of the ridge point; no dilution of a shot. A nonzero.';
    expect(explained(text)).toEqual(['Dilution', 'hot', 'ridge point', 'nonzero']);
  });

  it('leave the sentence as it is', () => {
    const words = fc.constantFrom(...GLOSSARY.map(({ term }) => term), 'and', ' ', '.', 'photo');
    fc.assert(
      fc.property(fc.array(words), parts => {
        const text = parts.join(' ');
        expect(
          explainedPieces(text)
            .map(piece => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('have one explanation each', () => {
    const forms = GLOSSARY.flatMap(({ term, forms: others = [] }) => [term, ...others]);
    expect(new Set(forms).size).toBe(forms.length);
  });
});
