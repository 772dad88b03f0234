import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { BodyError } from './bodies.ts';

const unzip = promisify(gunzip);

/**
 * The text in a body. What unpacks to more than the limit is given up at the limit: a gzip of a few kB can hold
 * gigabytes.
 * @param encoding of the header Content-Encoding; undefined where there is none
 * @throws BodyError where it is larger, no gzip or not UTF-8
 */
export async function textIn(body: Buffer, encoding: string | undefined, maxBytes: number): Promise<string> {
  const bytes = encoding === undefined ? body : await unpacked(body, maxBytes);
  if (bytes.length > maxBytes) throw new BodyError('too-large');
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
