import { EXIT, UserError } from '../../core/errors.ts';
import type { Problem } from '../../core/problem.ts';
import { problemFromMatrix } from '../generate.ts';
import { readMatrix } from './read-matrix.ts';

/** A matrix file, wherever it lies. */
export interface MatrixInput {
  readonly name: string;
  readonly byteLength: number;
  chunks(): AsyncIterable<Uint8Array>;
}

/** Seed of values and right-hand sides that files do not hold. */
const FILE_SEED = 1;

/** @throws InvalidFileError, UserError for two files of one name: their addresses could not be told apart */
export async function readFiles(inputs: readonly MatrixInput[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { name, byteLength, chunks } of inputs) {
    if (problems.some(problem => problem.spec.params.name === name)) {
      throw new UserError(
        `two matrix files are called "${name}"; rename one, the name is part of every address`,
        EXIT.usage,
      );
    }
    const file = await readMatrix(chunks(), { fileName: name, byteLength, seed: FILE_SEED });
    const { rowCount, columnCount } = file.matrix;
    // Values that the file does not hold are part of the problem's name, so that no table passes them off as the file's.
    const made = {
      ...(file.valuesFrom === 'seed' ? { values: 'seed' } : {}),
      ...(file.replacedValueCount > 0 ? { replaced: file.replacedValueCount } : {}),
    };
    const spec = {
      generator: 'file',
      params: { name, m: rowCount, n: columnCount, ...made },
      seed: FILE_SEED,
    };
    problems.push(problemFromMatrix(spec, name, file.matrix, FILE_SEED));
  }
  return problems;
}
