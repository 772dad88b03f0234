import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidFileError } from '../../../core/errors.ts';
import { bytesOf, inChunks, read, refusal } from '../../testing.ts';
import { joined } from './text-stream.ts';
import { unpacked } from './unpack.ts';

const pack = (text: string) => new Uint8Array(gzipSync(bytesOf(text)));
const MATRIX = `%%MatrixMarket matrix coordinate real general\n% ${'x'.repeat(700)}\n2 2 2\n1 1 1.5\n2 1 -2\n`;
const SMTX = '2, 3, 3\n0 2 3\n0 2 1\n';

async function textOf(bytes: Uint8Array, chunkSize: number): Promise<Uint8Array> {
  const { chunks } = await unpacked(inChunks(bytes, chunkSize), 'a.gz');
  const pieces: Uint8Array[] = [];
  for await (const piece of chunks) pieces.push(piece);
  return joined(pieces);
}

describe('a gzip file', () => {
  it.each([
    ['a.mtx.gz', MATRIX],
    ['a.smtx.gz', SMTX],
  ])('%s is read as the file that is in it, however it is cut', async (name, text) => {
    const plain = await read(text, name.slice(0, -3));
    for (const size of [1, 7, 1e6]) expect(await read(pack(text), name, size)).toEqual(plain);
  });

  it('may have several members, cut anywhere', async () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 60 }),
        async (parts, size) => {
          const members = joined(parts.map(pack));
          expect(await textOf(members, size)).toEqual(bytesOf(parts.join('')));
        },
      ),
    );
  });

  it.each<[string, Uint8Array, string]>([
    ['cut off', pack(MATRIX).slice(0, -9), 'a.mtx: its gzip data end too early'],
    ['cut off after its header', pack(MATRIX).slice(0, 10), 'a.mtx: its gzip data end too early'],
    ['of two bytes', pack(MATRIX).slice(0, 2), 'a.mtx: its gzip data end too early'],
    ['with text behind', joined([pack(MATRIX), bytesOf('end')]), 'is not gzip, expected the file to end'],
    ['with zeros behind', joined([pack(MATRIX), new Uint8Array(8)]), 'is not gzip, expected the file to end'],
    ['with a wrong check sum', pack(MATRIX).with(-6, 0), 'a.mtx: its gzip data are damaged'],
    ['in another one', new Uint8Array(gzipSync(pack(MATRIX))), 'a.mtx: is compressed with gzip twice'],
  ])('is refused %s', async (_, bytes, message) => {
    for (const size of [5, 1e6]) expect(await refusal(bytes, 'a.mtx', size)).toContain(message);
  });

  it('is held to the limits on sizes while it is unpacked', async () => {
    const claims = (sizes: string) => pack(`%%MatrixMarket matrix coordinate real general\n${sizes}\n`);
    expect(await refusal(claims('1000000000 1000000000 1'))).toContain('is too large for 1 entries');
    expect(await refusal(claims('9 9 3000000000'))).toContain('3,000,000,000 entries, expected at most');
    const endless = pack(`%%MatrixMarket matrix coordinate real general\n%${'x'.repeat(3e6)}`);
    expect(endless.length).toBeLessThan(1e4);
    expect(await refusal(endless)).toContain('a line of more than 1048576 bytes');
  });

  it('is a matrix or an InvalidFileError, whatever bytes of it change', async () => {
    const whole = pack(MATRIX);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        try {
          const { matrix } = await read(whole.with(at, byte));
          expect(matrix).toEqual((await read(MATRIX)).matrix);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidFileError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
