import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { THRESHOLDS } from '../../analysis/evidence/thresholds.ts';
import { METHOD_CONSTANTS } from '../../app/method.ts';
import { methodParts } from '../../report/method/method.ts';
import { MethodText } from './method-text.tsx';

function shown(thresholds: Readonly<Record<string, number>> = THRESHOLDS): string {
  return renderToString(<MethodText thresholds={thresholds} />);
}

describe('the method on the page', () => {
  it('has every part of the document', () => {
    for (const { title } of methodParts(METHOD_CONSTANTS)) expect(shown()).toContain(`<h2>${title}</h2>`);
  });

  it('says the thresholds that the shown run was judged by', () => {
    expect(shown({ ...THRESHOLDS, regimeShare: 0.777 })).toContain('d ≥ 0.777');
    expect(shown()).not.toContain('0.777');
  });

  it('turns marks into elements, and leaves none', () => {
    expect(shown()).toContain('<em>Dilution</em>');
    expect(shown().replaceAll(/<[^>]*>/g, '')).not.toMatch(/[*`]/);
  });
});
