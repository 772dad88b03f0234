import { describe, expect, it } from 'vitest';
import { factsOf } from '../../core/problem.ts';
import matvec from '../../operations/matvec.operation.ts';
import { bytesOf, inChunks } from '../testing.ts';
import { type FileProblem, readFiles } from './read-files.ts';

function input(text: string, name = 'a.mtx') {
  const bytes = bytesOf(text);
  return { name, byteLength: bytes.length, chunks: () => inChunks(bytes, 4096) };
}

async function fromText(text: string): Promise<FileProblem> {
  return (await readFiles([input(text)]))[0]!;
}

const header = (words: string) => `%%MatrixMarket matrix ${words}\n`;

describe('a problem from a file', () => {
  it('of a pruned array has the nonzeros that are none of its zeros, and twice as many useful FLOPs', async () => {
    const values = Array.from({ length: 65_536 }, (_, i) => (i % 10 === 0 && i < 65_050 ? '0.5' : '0'));
    const array = `${header('array real general')}256 256\n${values.join('\n')}\n`;
    const { problem, remarks } = await fromText(array);
    expect(factsOf(problem)).toMatchObject({ nnz: 6505, storedEntries: 65_536, density: 6505 / 65_536 });
    expect(matvec.usefulFlops(problem)).toBe(13_010);
    expect(remarks).toEqual([
      '59,031 of 65,536 elements are zero: dense kernels execute them, sparse ones drop them, and no rate counts them',
    ]);
  });

  it('says what became of zeros, of values too small and of repeated entries', async () => {
    const { problem, remarks } = await fromText(
      `${header('coordinate real general')}2 2 5\n1 1 0\n1 2 1e-400\n2 1 3\n2 1 4\n2 2 1\n`,
    );
    expect([problem.nnz, problem.storedEntries]).toEqual([2, 4]);
    expect(remarks).toEqual([
      '2 of 4 stored entries are zero: every kernel executes them, and no rate counts them',
      '1 value is too small for 32-bit floats, and zero here',
      '1 entry stands where there is one already: they are added up',
    ]);
  });

  it('says what was ignored and what is random', async () => {
    const pattern = await fromText(`${header('coordinate pattern general')}2 2 3\n1 1 5\n1 1 5\n2 1\n`);
    expect(pattern.remarks).toEqual([
      '1 entry stands where there is one already: they count once',
      '2 values in a file of a pattern, which has none, are ignored',
      'the file says where the nonzeros are; their values are random',
    ]);
    const missing = `${header('coordinate real general')}%%GraphBLAS type double\n1 1 1\n1 1 nan\n`;
    expect((await fromText(missing)).remarks).toEqual(['1 value is missing in the file, and random here']);
  });

  it('that is as it stands says nothing', async () => {
    expect((await fromText(`${header('coordinate real general')}1 1 1\n1 1 5\n`)).remarks).toEqual([]);
  });

  it('cannot have the name of another', async () => {
    const text = `${header('coordinate real general')}1 1 1\n1 1 5\n`;
    await expect(readFiles([input(text), input(text)])).rejects.toThrow(
      'two matrix files are called "a.mtx"',
    );
  });
});
