/**
 * Colour means family, everywhere the same. Values after Okabe & Ito's colour-blind-safe set, darkened or
 * lightened until each is readable as text: at least 4.5:1 against its ground (palette.test.ts checks both themes, and
 * that the page's style sheet says the same).
 */
export type Family = 'dense' | 'csr' | 'sparse-other' | 'ceiling';

export type Token = 'ground' | 'ink' | 'quiet' | 'rule' | 'dense' | 'csr' | 'sparse' | 'ceiling' | 'warn';

export const LIGHT: Readonly<Record<Token, string>> = {
  ground: '#fdfdfb',
  ink: '#1a1c1f',
  quiet: '#585e66',
  rule: '#dcdcd7',
  dense: '#0072b2',
  csr: '#c04f00',
  sparse: '#00815e',
  ceiling: '#6f757c',
  warn: '#8a5a00',
};

export const DARK: Readonly<Record<Token, string>> = {
  ground: '#15171a',
  ink: '#e9e8e4',
  quiet: '#a6abb2',
  rule: '#34383d',
  dense: '#56b4e9',
  csr: '#f0a04b',
  sparse: '#3cc49a',
  ceiling: '#969ca4',
  warn: '#e9b44c',
};

/** A paint that follows the page's theme and falls back to the light one where no style sheet reaches. */
export function paint(token: Token): string {
  return `var(--${token}, ${LIGHT[token]})`;
}

const FAMILY_TOKEN: Readonly<Record<Family, Token>> = {
  dense: 'dense',
  csr: 'csr',
  'sparse-other': 'sparse',
  ceiling: 'ceiling',
};

export function familyPaint(family: Family): string {
  return paint(FAMILY_TOKEN[family]);
}

/** Replaces every themed paint by its light value, for a picture that leaves the page. */
export function withoutVariables(svg: string): string {
  return svg.replace(/var\(--[a-z]+, (#[0-9a-f]{6})\)/g, '$1');
}
