import { joined } from './text-stream.ts';

/** A file's bytes, unpacked where they are gzip; which of both is known before the first of them is read. */
export async function unpacked(
  chunks: AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<{ readonly isPacked: boolean; readonly chunks: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < 2) {
    const { done, value } = await iterator.next();
    if (done) break;
    first.push(value);
    bytes += value.length;
  }
  const head = joined(first);
  const isPacked = isGzip(head);
  const whole = continued(head, iterator);
  if (!isPacked) return { isPacked, chunks: whole };
  // Most visits of the page never need it.
  const { inflated } = await import('./inflate.ts');
  return { isPacked, chunks: inflated(whole, fileName) };
}

async function* continued(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (;;) {
      const { done, value } = await rest.next();
      if (done) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
