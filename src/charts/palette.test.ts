import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, paint, type Token, withoutVariables } from './palette.ts';

const THEMES = { light: LIGHT, dark: DARK };
/** Colours that text is written in; `rule` only divides. */
const READABLE: readonly Token[] = ['ink', 'quiet', 'dense', 'csr', 'sparse', 'warn'];

/** WCAG 2.2 relative luminance of #rrggbb. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each(Object.entries(THEMES))('the %s colours', (_name, theme) => {
  it.each(READABLE)('%s is readable as text on the ground', token => {
    expect(contrast(theme[token], theme.ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('ceilings stand out from the ground as lines', () => {
    expect(contrast(theme.ceiling, theme.ground)).toBeGreaterThanOrEqual(3);
  });
});

describe('the page’s style sheet', () => {
  const css = readFileSync(join(import.meta.dirname, '../web/styles/tokens.css'), 'utf8');

  it.each(Object.keys(LIGHT) as Token[])('says the same about %s in both themes', token => {
    expect(css).toContain(`--${token}: light-dark(${LIGHT[token]}, ${DARK[token]});`);
  });
});

describe('withoutVariables', () => {
  it('leaves the light colour, and nothing that a style sheet must resolve', () => {
    expect(withoutVariables(`<path fill="${paint('csr')}" stroke="${paint('ink')}"/>`)).toBe(
      `<path fill="${LIGHT.csr}" stroke="${LIGHT.ink}"/>`,
    );
  });
});
