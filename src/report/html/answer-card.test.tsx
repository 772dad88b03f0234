import type { ComponentChild, VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../answer/answer.ts';
import { DEFAULT_CHOICE, type ModelChoice } from '../../answer/model-size.ts';
import { syntheticInput } from '../../answer/testing/inputs.ts';
import { AnswerCard } from './answer-card.tsx';
import { ModelControls } from './model-controls.tsx';

const ignore = () => {};

interface Labelled {
  readonly label?: string;
  onNumber?(value: number): void;
}

/** The labelled inputs under a node. */
function labelled(node: ComponentChild): readonly Labelled[] {
  if (Array.isArray(node)) return node.flatMap(labelled);
  if (typeof node !== 'object' || node === null) return [];
  const { props } = node as VNode<Labelled & { readonly children?: ComponentChild }>;
  return [...(props.label === undefined ? [] : [props]), ...labelled(props.children)];
}

describe('the component of the answer card', () => {
  it('is plain text in a report', () => {
    const html = renderToStaticMarkup(<AnswerCard answer={answerOf(syntheticInput())} />);
    expect(html).not.toMatch(/<select|<input|<button/);
    expect(html).toContain('Llama-3-8B at 4.5 bits a weight reads');
  });

  it('has labelled inputs for the model on a page, within its sentence', () => {
    const model = { choice: DEFAULT_CHOICE, onChange: ignore };
    const html = renderToStaticMarkup(<AnswerCard answer={answerOf(syntheticInput())} model={model} />);
    const labels = [...html.matchAll(/aria-label="([^"]+)"/g)].map(match => match[1]);
    expect(labels).toEqual(['Answer', 'Model', 'Bits a weight', 'Positions of context', 'Type of the cache']);
    expect(html).toContain('reads 4.36\u00a0GB a token');
  });

  it('keeps its inputs where no model is chosen, and says what it needs', () => {
    const choice = { ...DEFAULT_CHOICE, model: 'other', parameters: Number.NaN } as const;
    const model = { choice, onChange: ignore };
    const html = renderToStaticMarkup(
      <AnswerCard answer={answerOf(syntheticInput(), choice)} model={model} />,
    );
    expect(html).toContain('aria-label="Billions of parameters"');
    expect(html).toContain('a number above 0 is needed');
    expect(html).not.toContain('NaN');
  });

  it('hands on the whole choice with the one change', () => {
    const seen: ModelChoice[] = [];
    const change = (label: string, value: number, choice: ModelChoice = DEFAULT_CHOICE) => {
      const inputs = labelled(ModelControls({ choice, onChange: next => seen.push(next) }));
      inputs.find(input => input.label === label)!.onNumber!(value);
    };
    change('Bits a weight', 8);
    change('Positions of context', 4096);
    change('Billions of parameters', 3, { ...DEFAULT_CHOICE, model: 'other' });
    expect(seen).toEqual([
      { ...DEFAULT_CHOICE, bitsPerWeight: 8 },
      { ...DEFAULT_CHOICE, positions: 4096 },
      { ...DEFAULT_CHOICE, model: 'other', parameters: 3e9 },
    ]);
  });
});
