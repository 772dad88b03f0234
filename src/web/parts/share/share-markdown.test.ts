import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../answer/answer.ts';
import { syntheticInput } from '../../../answer/testing/inputs.ts';
import { shareMarkdown } from './share-markdown.ts';

const LINK = 'https://example.org/#findings?run=0123456789abcdef';

describe('the card as Markdown', () => {
  it('has at most 20 lines, however many matrices and kernels there are, and ends with the link', () => {
    const answer = answerOf(syntheticInput());
    const matrix = { name: 'a.mtx', text: 'b' };
    const kernel = { text: 'c', command: 'd' };
    const many = {
      ...answer,
      warning: 'w',
      matrices: Array.from({ length: 9 }, () => ({ ...answer.matrices[0]!, ...matrix })),
      kernels: Array.from({ length: 9 }, () => ({ ...answer.kernels[0]!, ...kernel })),
    };
    const lines = shareMarkdown(many, LINK).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.at(-1)).toContain(`[the run](${LINK})`);
  });
});
