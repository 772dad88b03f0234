import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { BodyError } from './bodies.ts';
import type { Limits } from './limits.ts';

const unzip = promisify(gunzip);

/**
 * The text in a body. What unpacks to more than the limit is given up at the limit, and what would be read into more
 * values than any run has is not read: a gzip of a few kB can hold gigabytes, of the one or of the other.
 * @param encoding of the header Content-Encoding; undefined where there is none
 * @throws BodyError where it is larger, no gzip or not UTF-8
 */
export async function textIn(
  body: Buffer,
  encoding: string | undefined,
  { textBytes, textValues }: Pick<Limits, 'textBytes' | 'textValues'>,
): Promise<string> {
  const bytes = encoding === undefined ? body : await unpacked(body, textBytes);
  if (bytes.length > textBytes || hasMoreValues(bytes, textValues)) throw new BodyError('too-large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BodyError('broken');
  }
}

async function unpacked(body: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await unzip(body, { maxOutputLength: maxBytes });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new BodyError(isLarge ? 'too-large' : 'broken');
  }
}

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, OPEN_OBJECT] = [0x22, 0x2c, 0x5b, 0x5c, 0x7b];

/** Outside strings every value but the first follows one of three characters, whether the text is JSON or not. */
function hasMoreValues(bytes: Buffer, max: number): boolean {
  let count = 1;
  let isInString = false;
  for (let position = 0; position < bytes.length; position++) {
    const byte = bytes[position];
    if (isInString) {
      if (byte === BACKSLASH) position++;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if ((byte === COMMA || byte === OPEN_LIST || byte === OPEN_OBJECT) && ++count > max) return true;
  }
  return false;
}
