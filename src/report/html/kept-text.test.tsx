import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { formatInterval } from '../../core/interval.ts';
import { formatBytesPerSecond, formatShare } from '../../core/units.ts';
import { keptText } from './kept-text.tsx';

const html = (text: string) => renderToStaticMarkup(<p>{keptText(text)}</p>);

describe('kept text', () => {
  it.each([
    formatInterval(4.16e12, 4.1e12, 4.2e12, formatBytesPerSecond),
    formatInterval(1e9, 9.99e8, 1.16e9, formatBytesPerSecond),
    formatInterval(0.544, 0.54, 0.545, formatShare),
    formatInterval(1350, 1230, 1370),
    formatInterval(-0.03, -0.1, 0.04),
    formatInterval(0.21, 0.192, null, formatShare),
    formatInterval(0.21, null, 0.22, formatShare),
    '0.85–1.15',
  ])('has no line break in %s', value => {
    const kept = value.replace(/(\d) (?=[%TGM])/g, '$1\u00a0');
    expect(html(`It is ${value}, and 3 more.`)).toBe(
      `<p>It is <span class="kept">${kept}</span>, and 3 more.</p>`,
    );
  });

  it('leaves other parentheses to the line', () => {
    expect(html('C2 (1 B/FLOP) and f32 (fits), 12.5 (see below)')).not.toContain('span');
  });
});
