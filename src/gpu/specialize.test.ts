import { describe, expect, it } from 'vitest';
import { specialize } from './specialize.ts';

const SHADER = `// const ROWS = 1u;
const ROWS = 4u;
const ROWS_TOTAL: u32 = ROWS * 2u;
alias Element = f32;
fn main() { const ROWS_LOCAL = 3; }`;

describe('specialize', () => {
  it('replaces the initialiser of the named const and nothing else', () => {
    const text = specialize(SHADER, { ROWS: '8u' });
    expect(text).toContain('\nconst ROWS = 8u;');
    expect(text).toContain('// const ROWS = 1u;');
    expect(text).toContain('const ROWS_TOTAL: u32 = ROWS * 2u;');
  });

  it('keeps a declared type, and rewrites aliases', () => {
    const text = specialize(SHADER, { ROWS_TOTAL: '$1u', Element: 'f16' });
    expect(text).toContain('const ROWS_TOTAL: u32 = $1u;');
    expect(text).toContain('alias Element = f16;');
  });

  it('fails on a name that the shader lacks', () => {
    expect(() => specialize(SHADER, { COLUMNS: '1u' })).toThrow(/no top-level const or alias "COLUMNS"/);
  });
});
