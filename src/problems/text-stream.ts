import { InvalidFileError } from '../core/errors.ts';
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
  let straddling = new Uint8Array(0);
  const keep = (rest: Uint8Array) => {
    if (straddling.length + rest.length > MAX_PIECE_BYTES) {
      throw new InvalidFileError(fileName, null, `has a ${unit} of more than ${MAX_PIECE_BYTES} bytes`);
    }
    straddling = joined(straddling, rest);
  };
  return {
    push(pushed) {
      // Node pushes Buffers. Loops over bytes that see arrays of one class only are faster.
      const chunk = new Uint8Array(pushed.buffer, pushed.byteOffset, pushed.length);
      let start = 0;
      if (straddling.length > 0) {
        while (start < chunk.length && !isBreak(chunk[start]!)) start++;
        const isComplete = start < chunk.length;
        if (isComplete) start++;
        keep(chunk.subarray(0, start));
        if (!isComplete) return;
        consume(straddling, 0, straddling.length);
        straddling = new Uint8Array(0);
      }
      let end = chunk.length;
      while (end > start && !isBreak(chunk[end - 1]!)) end--;
      if (end > start) consume(chunk, start, end);
      if (end < chunk.length) keep(chunk.subarray(end));
    },
    finish() {
      if (straddling.length > 0) consume(straddling, 0, straddling.length);
      straddling = new Uint8Array(0);
    },
  };
}

export function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
