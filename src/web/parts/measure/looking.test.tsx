import { renderToString } from 'preact-render-to-string';
import { afterEach, describe, expect, it } from 'vitest';
import { isLookingLong } from '../../state.ts';
import { Looking } from './looking.tsx';

const shown = () => renderToString(<Looking look={() => new Promise(() => {})} />);

afterEach(() => {
  isLookingLong.value = false;
});

describe('a page without an answer of a GPU', () => {
  it('only says that it looks, and after a while why, with a way to look again', () => {
    expect(shown()).toContain('Looking for a GPU…');
    expect(shown()).not.toContain('Look again');
    isLookingLong.value = true;
    expect(shown()).toContain('No GPU has answered yet');
    expect(shown()).toContain('Look again</button>');
  });
});
