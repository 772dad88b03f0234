import { messageOf } from '../../core/errors.ts';
import { factsOf, type ProblemFacts } from '../../core/problem.ts';

/** What became of a matrix file that was read; survives structured cloning. */
export type MatrixReading =
  | { readonly status: 'read'; readonly facts: ProblemFacts; readonly remarks: readonly string[] }
  | { readonly status: 'refused'; readonly message: string };

/** Reads a file to its end and keeps no more of it than what there is to say. */
export async function readingOf(file: File): Promise<MatrixReading> {
  try {
    const { readFile } = await import('../../problems/files/read-files.ts');
    const { problem, remarks } = await readFile(matrixInput(file));
    return { status: 'read', facts: factsOf(problem), remarks };
  } catch (error) {
    return { status: 'refused', message: messageOf(error) };
  }
}

export function matrixInput(file: File) {
  return { name: file.name, byteLength: file.size, chunks: () => chunksOf(file) };
}

/** Blob streams are no async iterables in every browser. */
async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
