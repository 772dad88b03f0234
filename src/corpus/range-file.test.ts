import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { rangeFile } from './range-file.ts';
import { readRuns } from './read-tables.ts';
import { syntheticRows } from './testing/rows.ts';
import { runsParquet } from './write-tables.ts';

const content = Uint8Array.from({ length: 300 * 1024 }, (_, i) => (i * 31) % 251);

let server: Server | null = null;

afterEach(() => new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve())));

/** @param status of the answer to a range: 206 with that part, or 200 with everything */
async function serve(bytes: Uint8Array, status: 200 | 206): Promise<{ url: string; sent: number[] }> {
  const sent: number[] = [];
  const listener: RequestListener = ({ headers }, response) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
    const part = range && status === 206 ? bytes.subarray(Number(range[1]), Number(range[2]) + 1) : bytes;
    sent.push(part.length);
    response.writeHead(range && status === 206 ? 206 : 200).end(part);
  };
  server = createServer(listener);
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/table`, sent };
}

describe('a file on a static server', () => {
  it('is read by ranges', async () => {
    const { url, sent } = await serve(content, 206);
    const file = rangeFile(url, content.length);
    expect(new Uint8Array(await file.slice(1000, 1010))).toEqual(content.subarray(1000, 1010));
    expect(new Uint8Array(await file.slice(content.length - 8))).toEqual(content.subarray(-8));
    expect(sent).toEqual([10, 8]);
  });

  it('is fetched once from a server that answers 200 with all of it', async () => {
    const { url, sent } = await serve(content, 200);
    const file = rangeFile(url, content.length);
    for (const start of [5, 70_000]) {
      expect(new Uint8Array(await file.slice(start, start + 3))).toEqual(content.subarray(start, start + 3));
    }
    expect(sent).toEqual([content.length]);
  });

  it.each([200, 206] as const)('is fetched whole at once where it is small: %i', async status => {
    const { runs } = syntheticRows(4);
    const bytes = runsParquet(runs);
    const { url, sent } = await serve(bytes, status);
    expect(await readRuns(rangeFile(url, bytes.length))).toHaveLength(4);
    expect(sent).toEqual([bytes.length]);
  });

  it('is an error where the server sends something else', async () => {
    const { url } = await serve(content, 200);
    await expect(rangeFile(url, content.length + 1).slice(0, 4)).rejects.toThrow(
      `the server sent ${content.length} bytes, expected ${content.length + 1}`,
    );
    const missing = rangeFile(url, content.length, async () => new Response('', { status: 404 }));
    await expect(missing.slice(0, 4)).rejects.toThrow('the server answered 404');
  });
});
