import type { FormatId } from '../format.ts';

const WORDS: Readonly<Record<string, string>> = {
  csr: 'CSR',
  csc: 'CSC',
  sell: 'SELL',
  bsr4: 'BSR',
  bitmap: 'bitmap',
  dense: 'dense',
};

/** "csr-f32" → "CSR", "dense-f16" → "dense f16": as the literature calls it, with its values where they are not f32. */
export function formatWord(id: FormatId): string {
  const [, stem = id, values = ''] = /^(.+)-([a-z]\d+)$/.exec(id) ?? [];
  return [WORDS[stem] ?? stem, values === 'f32' ? '' : values].filter(Boolean).join(' ');
}
