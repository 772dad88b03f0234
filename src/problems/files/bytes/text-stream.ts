import { InvalidFileError } from '../../../core/errors.ts';
import { isBlank, NEWLINE } from './scan.ts';

/** Longest line or word accepted: a file without breaks must not be collected in memory. */
const MAX_PIECE_BYTES = 2 ** 20;

/** Whole lines or words: bytes[start … end − 1], ending in a break, except perhaps the last of a file. */
export type TextConsumer = (bytes: Uint8Array, start: number, end: number) => void;

export interface TextStream {
  push(chunk: Uint8Array): void;
  /** Hands on what follows the last break. */
  finish(): void;
}

/** Cuts chunks at line ends, or between words. Only what straddles two chunks is copied. */
export function createTextStream(fileName: string, unit: 'line' | 'word', consume: TextConsumer): TextStream {
  const isBreak = (byte: number) => byte === NEWLINE || (unit === 'word' && isBlank(byte));
  const straddling: Uint8Array[] = [];
  let straddlingBytes = 0;
  const keep = (piece: Uint8Array) => {
    straddlingBytes += piece.length;
    if (straddlingBytes > MAX_PIECE_BYTES) {
      throw new InvalidFileError(fileName, null, `has a ${unit} of more than ${MAX_PIECE_BYTES} bytes`);
    }
    // A copy: whoever pushes may use the chunk's memory again.
    straddling.push(piece.slice());
  };
  const handOn = () => {
    const bytes = joined(straddling);
    straddling.length = 0;
    straddlingBytes = 0;
    if (bytes.length > 0) consume(bytes, 0, bytes.length);
  };
  return {
    push(pushed) {
      // Node pushes Buffers. Loops over bytes that see arrays of one class only are faster.
      const chunk = new Uint8Array(pushed.buffer, pushed.byteOffset, pushed.length);
      let start = 0;
      if (straddlingBytes > 0) {
        while (start < chunk.length && !isBreak(chunk[start]!)) start++;
        const isComplete = start < chunk.length;
        if (isComplete) start++;
        keep(chunk.subarray(0, start));
        if (!isComplete) return;
        handOn();
      }
      let end = chunk.length;
      while (end > start && !isBreak(chunk[end - 1]!)) end--;
      if (end > start) consume(chunk, start, end);
      if (end < chunk.length) keep(chunk.subarray(end));
    },
    finish: handOn,
  };
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
