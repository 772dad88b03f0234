import { textOf } from './read-text.ts';

export async function gzipped(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @throws Error where it is no gzip, or holds more than the limit */
export function gunzipped(bytes: Uint8Array<ArrayBuffer>, limitBytes: number): Promise<string> {
  return textOf(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), limitBytes);
}
