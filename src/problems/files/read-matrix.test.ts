import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidFileError } from '../../core/errors.ts';
import { read, whyNotCanonical } from '../testing.ts';

const header = (words = 'coordinate real general') => `%%MatrixMarket matrix ${words}\n`;

describe('whatever the bytes', () => {
  const onlyInvalidFile = async (bytes: Uint8Array, fileName: string) => {
    try {
      const { matrix } = await read(bytes, fileName, 64);
      if (matrix.kind === 'sparse') expect(whyNotCanonical(matrix)).toBeNull();
    } catch (error) {
      if (!(error instanceof InvalidFileError)) throw error;
      expect(error.message).not.toMatch(/[\n\r]/);
    }
  };
  const fileName = fc.constantFrom('a.mtx', 'a.smtx', 'a');

  it('random ones are a matrix or an InvalidFileError', async () => {
    const starts = fc.constantFrom(
      '',
      header(),
      header('array real symmetric'),
      header('coordinate pattern symmetric'),
    );
    const text = fc.string({ unit: fc.constantFrom(...'0123456789 \n,.-e%\0x'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        starts,
        text,
        fc.uint8Array({ maxLength: 40 }),
        fileName,
        async (start, middle, end, name) => {
          await onlyInvalidFile(new Uint8Array([...new TextEncoder().encode(start + middle), ...end]), name);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('files with a few bytes changed are a matrix or an InvalidFileError', async () => {
    const valid = fc.constantFrom(
      `${header()}3 3 4\n1 1 1.5\n2 1 -2e-3\n3 3 7\n1 3 123456789.123456789\n`,
      `${header('coordinate integer symmetric')}3 3 2\n2 1 5\n3 3 6\n`,
      `${header('array real general')}2 2\n1\n2\n3\n4\n`,
      '3, 4, 5\n0 2 3 5\n0 3 1 0 2\n',
    );
    const change = fc.record({ at: fc.nat(200), byte: fc.nat(255), isCut: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        valid,
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fileName,
        async (text, changes, name) => {
          let bytes = new TextEncoder().encode(text);
          for (const { at, byte, isCut } of changes) {
            if (isCut) bytes = bytes.slice(0, at);
            else if (at < bytes.length) bytes[at] = byte;
          }
          await onlyInvalidFile(bytes, name);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
