import { expect, it } from 'vitest';
import { formatWord } from './format-words.ts';

it('formats are called as the literature does, with the type of their values where it is not f32', () => {
  expect(['csr-f32', 'sell-f32', 'bsr4-f32', 'dense-f32'].map(formatWord)).toEqual([
    'CSR',
    'SELL',
    'BSR',
    'dense',
  ]);
  expect(formatWord('dense-f16')).toBe('dense f16');
  expect(formatWord('new-form-i8')).toBe('new-form i8');
  expect(formatWord('words')).toBe('words');
});
