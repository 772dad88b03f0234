import type { MatrixFile, MatrixParser, MatrixSource } from './matrix-file.ts';
import { createMatrixMarketParser } from './matrix-market.ts';
import { isMatrixMarket, missingHeader } from './matrix-market-header.ts';
import { textOf } from './bytes/scan.ts';
import { createSmtxParser } from './smtx.ts';
import { joined } from './bytes/text-stream.ts';

/** Enough to recognise a format by its first line. */
const HEAD_BYTES = 512;

/**
 * A matrix from a file, Matrix Market or `.smtx`, recognised by its first line and then by its name.
 * @param chunks the file in pieces of any size: a Node stream, Blob.stream()
 * @throws InvalidFileError; errors of the stream itself pass through
 */
export async function readMatrix(
  chunks: AsyncIterable<Uint8Array>,
  source: MatrixSource,
): Promise<MatrixFile> {
  let head = new Uint8Array(0);
  let parser: MatrixParser | null = null;
  for await (const chunk of chunks) {
    if (parser !== null) {
      parser.push(chunk);
      continue;
    }
    head = joined([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    parser = chooseParser(head, source);
    parser.push(head);
  }
  if (parser === null) {
    parser = chooseParser(head, source);
    parser.push(head);
  }
  return parser.finish();
}

function chooseParser(head: Uint8Array, source: MatrixSource): MatrixParser {
  if (isMatrixMarket(head)) return createMatrixMarketParser(source);
  const isText = head.length > 0 && !head.subarray(0, HEAD_BYTES).some(byte => byte < 9);
  const [extension] = /\.[^.]*$/.exec(source.fileName.toLowerCase()) ?? [];
  const firstLine = textOf(head, 0, Math.min(head.length, HEAD_BYTES));
  const looksLikeSmtx = /^\s*\d+[, ]+\d+[, ]+\d+[ \r]*\n/.test(firstLine) && extension !== '.mtx';
  if (isText && (extension === '.smtx' || looksLikeSmtx)) return createSmtxParser(source);
  throw missingHeader(source, head);
}
