import { describe, expect, it } from 'vitest';
import { refusal } from '../testing.ts';

const header = (words = 'coordinate real general') => `%%MatrixMarket matrix ${words}\n`;
const one = `${header()}2 2 1\n`;

const HARWELL_BOEING = [
  '1138_BUS ADMITTANCE MATRIX 1138 BUS POWER SYSTEM, D.J.TYLAVSKY, JULY 1985.1138_BUS',
  '          1070            72           325           673             0',
  'RSA                     1138          1138          2596             0',
  '(16I5)          (16I5)          (5E16.8)            (5E16.8)',
  '',
].join('\n');

describe('what is no matrix file is called what it is:', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'a.mtx: the file is empty'],
    ['a page', '\n<!DOCTYPE html>\n<html><body>404</body></html>\n', 'a.mtx: is an HTML page'],
    [
      'a pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      'a.mtx: is a git-lfs pointer to the file',
    ],
    ['Harwell–Boeing', HARWELL_BOEING, 'a.mtx: is a Harwell–Boeing file (type RSA)'],
    ['a blank line', `\n${one}1 1 1\n`, 'a.mtx, line 1: the first line is blank, expected a line as in'],
    ['a line of blanks', `  \r\n${one}1 1 1\n`, 'a.mtx, line 1: the first line is blank'],
    ['CR alone', `${one}1 1 1\n`.replaceAll('\n', '\r'), 'lines that end in a carriage return alone'],
    ['JSON', '{"schemaVersion": 2}\n', 'a.mtx: is a JSON file'],
    ['zip', 'PK\x03\x04\x14\0', 'a.mtx: is compressed with zip, expected text or gzip'],
    ['a tar archive', `${'x\0'.padEnd(257, '\0')}ustar  \0`, 'a.mtx: is a tar archive'],
    ['UTF-16', '\xff\xfe%\0%\0', 'a.mtx: is text in UTF-16'],
    ['a binary file', '\x7fELF\0\0\0', 'a.mtx: is a binary file'],
    [
      'another banner',
      '%%MatrixMarketing matrix\n',
      'line 1: found "%%MatrixMarketing matrix" and no Matrix',
    ],
  ])('%s', async (_, text, message) => {
    for (const chunkSize of [7, 1e6]) {
      const found = await refusal(text, 'a.mtx', chunkSize);
      expect(found).toContain(message);
      expect(found).not.toContain('\n');
    }
  });

  it('a .smtx file with a blank first line', async () => {
    expect(await refusal('\n2, 3, 3\n0 2 3\n0 2 1\n', 'a.smtx')).toContain(
      'a.smtx, line 1: the first line is blank, expected "rows, columns, nonzeros"',
    );
  });
});

describe('a refusal quotes what it found:', () => {
  it.each<[string, string, string]>([
    ['a decimal comma', `${one}1 1 1,5\n`, 'line 3: value "1,5" is not a number'],
    [
      'a decimal comma in integers',
      `${header('coordinate integer general')}2 2 1\n1 1 1,5\n`,
      'line 3: value "1,5" is not a number, expected a whole number',
    ],
    ['commas between', `${one}1,1,5\n`, 'line 3: found "1,1,5", expected "row column value"'],
    [
      'an endless row',
      `${one}90071992547409930001 1 1\n`,
      'line 3: row 90071992547409930001, expected 1 to 2',
    ],
    ['an endless column', `${one}1 9007199254740993 1\n`, 'column 9007199254740993, expected 1 to 2'],
  ])('%s', async (_, text, message) => {
    expect(await refusal(text)).toContain(message);
  });

  it.each<[string, string, string]>([
    ['a size', '9007199254740993, 3, 3\n', 'line 1: found "9007199254740993"'],
    ['an offset', '1, 3, 3\n0 9007199254740993\n', 'offset 2: found "9007199254740993", expected 0 to 3'],
    ['a column', '1, 3, 1\n0 1\n9007199254740993\n', 'entry 1: found "9007199254740993", expected 0 to 2'],
    ['a decimal comma', '1, 3, 1\n0 1\n1,5\n', 'entry 1: found "1,5", expected a whole number'],
  ])('%s of .smtx', async (_, text, message) => {
    expect(await refusal(text, 'a.smtx')).toContain(message);
  });
});

describe('a .txt file', () => {
  it('says that it was taken for .smtx', async () => {
    expect(await refusal('2, 3, 3\n0 2 3\n0 1\n', 'a.txt')).toBe(
      'a.txt, line 3: 2 columns, expected 3, the nonzeros (taken for .smtx, since it begins with three numbers)',
    );
    expect(await refusal('2, 3, 3\n0 2 3\n0 1\n', 'a.smtx')).not.toContain('taken for');
  });

  it('says what it could have been', async () => {
    expect(await refusal('hello\n', 'a.txt')).toBe(
      'a.txt, line 1: found "hello" and no Matrix Market header, expected a line as in ' +
        '"%%MatrixMarket matrix coordinate real general", or of a .smtx file "rows, columns, nonzeros"',
    );
  });
});
