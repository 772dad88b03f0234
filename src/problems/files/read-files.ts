import { EXIT, UserError } from '../../core/errors.ts';
import type { Problem } from '../../core/problem.ts';
import { problemFromMatrix } from '../generate.ts';
import { readMatrix } from './read-matrix.ts';
import { remarksOn } from './remarks.ts';

/** A matrix file, wherever it lies. */
export interface MatrixInput {
  readonly name: string;
  /** Null where it is not known before the end: a pipe. */
  readonly byteLength: number | null;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface FileProblem {
  readonly problem: Problem;
  /** Where the problem is not, number for number, what the file says: a sentence each. */
  readonly remarks: readonly string[];
}

/** Seed of values and right-hand sides that files do not hold. */
const FILE_SEED = 1;

/** @throws InvalidFileError, UserError for two files of one name: their addresses could not be told apart */
export async function readFiles(inputs: readonly MatrixInput[]): Promise<FileProblem[]> {
  const read: FileProblem[] = [];
  for (const input of inputs) {
    if (read.some(({ problem }) => problem.spec.params.name === input.name)) {
      throw new UserError(
        `two matrix files are called "${input.name}"; rename one, the name is part of every address`,
        EXIT.usage,
      );
    }
    read.push(await readFile(input));
  }
  return read;
}

/** @throws InvalidFileError */
export async function readFile({ name, byteLength, chunks }: MatrixInput): Promise<FileProblem> {
  const file = await readMatrix(chunks(), { fileName: name, byteLength, seed: FILE_SEED });
  const { rowCount, columnCount } = file.matrix;
  // Values that the file does not hold are part of the problem's name, so that no table passes them off as the file's.
  const made = {
    ...(file.valuesFrom === 'seed' ? { values: 'seed' } : {}),
    ...(file.replacedValueCount > 0 ? { replaced: file.replacedValueCount } : {}),
  };
  const params = { name, m: rowCount, n: columnCount, ...made };
  const spec = { generator: 'file', params, seed: FILE_SEED };
  const problem = problemFromMatrix(spec, name, file.matrix, FILE_SEED);
  return { problem, remarks: remarksOn(file, problem) };
}
