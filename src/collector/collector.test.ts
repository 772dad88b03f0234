import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { examineFile, validationTools } from '../app/integrity.ts';
import { readRuns } from '../corpus/read-tables.ts';
import { judgedToday } from '../store/judged-today.ts';
import { addressOf, type Collector, openCollector } from './collector.ts';
import type { Limits } from './limits/limits.ts';
import { type Examine, examineBy } from './runs/examine.ts';
import { openFolderStore } from './stores/folder/folder-store.ts';
import { type SmallRun, smallRuns } from './testing/small-runs.ts';

let folder: string;
let runs: readonly SmallRun[];
let collector: Collector;
let url: string;
let lines: string[];

beforeAll(async () => {
  runs = await smallRuns(3);
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-collector-'));
  lines = [];
});

afterEach(async () => {
  await collector?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Doubts whatever calls itself machine 2. */
const examine: Examine = async text => {
  const examined = await examineBy(validationTools, examineFile)(text);
  const isDoubtful = examined.isValid && examined.file.environment.label === 'machine 2';
  return isDoubtful ? { ...examined, remarks: ['it is machine 2'] } : examined;
};

async function open(limits: Partial<Limits> = {}): Promise<void> {
  collector = await openCollector({
    store: await openFolderStore({ folder, examine }),
    examine,
    judge: file => judgedToday(file, validationTools),
    page: new Map([['/', { type: 'text/html', content: Buffer.from('<p>page</p>'), isForever: false }]]),
    host: '127.0.0.1',
    port: 0,
    tls: null,
    names: ['127.0.0.1'],
    publicUrl: null,
    allowedOrigins: ['https://friend.example'],
    trustedProxies: 0,
    limits,
    programVersion: '0.1.0',
    log: line => lines.push(line),
  });
  url = `http://127.0.0.1:${collector.port}`;
}

/** Hashes in the table that everybody gets, sorted. */
async function exported(): Promise<readonly string[]> {
  const answer = await fetch(`${url}/api/export.parquet`);
  const table = await readRuns(await answer.arrayBuffer());
  return table.map(({ sha256 }) => sha256).sort();
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Not by fetch, which chooses some headers itself. */
function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on('error', reject).end(body);
  });
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

function send(index: number, headers: Record<string, string> = {}): Promise<Answer> {
  return ask('POST', '/api/runs', { ...JSON_TYPE, ...headers }, runs[index]!.text);
}

describe('a collector', () => {
  it('takes a run once, gives it back to the letter, and deletes it with its token alone', async () => {
    await open();
    const token = 'a'.repeat(43);
    const first = await send(0, { 'X-Deletion-Token': token });
    expect(first.status).toBe(201);
    expect(JSON.parse(first.body)).toMatchObject({
      sha256: runs[0]!.sha256,
      isNew: true,
      deletionToken: token,
    });
    const again = await send(0, { 'X-Deletion-Token': token });
    expect([again.status, JSON.parse(again.body).deletionToken]).toEqual([200, token]);
    const other = await send(0);
    expect([other.status, JSON.parse(other.body).deletionToken]).toEqual([200, null]);

    const path = `/api/runs/${runs[0]!.sha256}`;
    expect((await ask('GET', path)).body).toBe(runs[0]!.text);
    expect((await ask('DELETE', path)).status).toBe(403);
    expect((await ask('DELETE', path, { Authorization: `Bearer ${'b'.repeat(43)}` })).status).toBe(403);
    expect((await ask('DELETE', path, { Authorization: `Bearer ${token}` })).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
  });

  it('takes gzip, and gives up on what unpacks to more than it takes', async () => {
    await open();
    const packed = { ...JSON_TYPE, 'Content-Encoding': 'gzip' };
    expect((await ask('POST', '/api/runs', packed, gzipSync(runs[0]!.text))).status).toBe(201);
    expect((await ask('POST', '/api/runs', packed, gzipSync(Buffer.alloc(40e6)))).status).toBe(413);
    expect((await ask('POST', '/api/runs', packed, 'no gzip')).status).toBe(400);
  });

  it.each([
    ['another host', { Host: 'evil.example' }, 421],
    ['a page of another origin', { Origin: 'https://evil.example' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
    ['a browser that hides its origin', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['another type', { 'Content-Type': 'text/plain' }, 415],
    ['another encoding', { 'Content-Encoding': 'br' }, 415],
  ])('refuses %s with a constant body, and takes nothing', async (_name, headers, status) => {
    await open();
    const answer = await send(0, headers as unknown as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(Object.keys(JSON.parse(answer.body))).toEqual(['error', 'message']);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect((await ask('GET', '/api/runs')).body).toBe('{"runs":[],"next":null}');
  });

  it('lets a page of another origin in only where it was asked for', async () => {
    await open();
    const friend = await send(0, { Origin: 'https://friend.example' });
    expect([friend.status, friend.headers['access-control-allow-origin']]).toEqual([
      201,
      'https://friend.example',
    ]);
    expect((await send(0, { Origin: url })).status).toBe(200);
  });

  it('refuses what does not follow from its samples, without a word of it, and logs it on one printable line', async () => {
    await open();
    const text = runs[0]!.text.replace('machine 0', 'machine\u001b[2J');
    const answer = await ask('POST', '/api/runs', JSON_TYPE, text);
    const forged = await ask(
      'POST',
      '/api/runs',
      JSON_TYPE,
      runs[0]!.text.replace('"machine 0"', '"machine 9"'),
    );
    expect([answer.status, forged.status]).toEqual([422, 422]);
    expect(forged.body).toBe(answer.body);
    expect(lines.every(line => !/\p{Cc}/u.test(line))).toBe(true);
    expect(lines.at(-1)).toContain('sha256');
  });

  it('keeps a doubtful run, and lets nobody but the owner approve it', async () => {
    await open();
    expect(JSON.parse((await send(2)).body).state).toBe('doubtful');
    const path = `/api/runs/${runs[2]!.sha256}`;
    expect(
      (await ask('POST', `${path}/approval`, { Authorization: `Bearer ${'c'.repeat(43)}` })).status,
    ).toBe(403);
    const owner = { Authorization: `Bearer ${collector.ownerToken}` };
    expect((await ask('POST', `${path}/approval`, owner)).status).toBe(204);
    expect((await ask('POST', `${path}/approval`, owner)).status).toBe(409);
    expect((await ask('GET', '/api/runs?state=approved')).body).toContain('it is machine 2');
    expect((await ask('DELETE', path, owner)).status).toBe(204);
  });

  it('exports what is sound or approved as one table', async () => {
    await open();
    for (const index of [0, 1, 2]) await send(index);
    expect(await exported()).toEqual([runs[0]!.sha256, runs[1]!.sha256].sort());
    const owner = { Authorization: `Bearer ${collector.ownerToken}` };
    await ask('POST', `/api/runs/${runs[2]!.sha256}/approval`, owner);
    await ask('DELETE', `/api/runs/${runs[0]!.sha256}`, owner);
    expect(await exported()).toEqual([runs[1]!.sha256, runs[2]!.sha256].sort());
  });

  it('exports the rest where the file of a run is gone or is none that it can read, and takes it again', async () => {
    await open();
    for (const index of [0, 1]) await send(index);
    await rm(join(folder, `${runs[0]!.sha256}.json`));
    await writeFile(join(folder, `${runs[1]!.sha256}.json`), '{"schemaVersion":99}');
    expect(await exported()).toEqual([]);
    expect(lines.at(-1)).toContain('left out of the export');
    expect((await ask('GET', `/api/runs/${runs[0]!.sha256}`)).status).toBe(404);
    expect((await send(0)).status).toBe(201);
    expect(await exported()).toEqual([runs[0]!.sha256]);
  });

  it('says whether it could store a run now', async () => {
    await open();
    await send(0);
    const ready = await ask('GET', '/api/health');
    expect([ready.status, JSON.parse(ready.body)]).toEqual([
      200,
      { status: 'ready', programVersion: '0.1.0', runCount: 1 },
    ]);
    await rm(folder, { recursive: true });
    const answer = await ask('GET', '/api/health');
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([503, 'unavailable']);
    expect(answer.headers['retry-after']).toBeDefined();
  });

  it('describes every path that it answers by OpenAPI', async () => {
    await open();
    const described = JSON.parse((await ask('GET', '/api/openapi.json')).body);
    const paths = Object.entries<object>(described.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method} ${path}`),
    );
    expect(paths.sort()).toEqual([
      'delete /api/runs/{sha256}',
      'get /api/export.parquet',
      'get /api/health',
      'get /api/runs',
      'get /api/runs/{sha256}',
      'post /api/runs',
      'post /api/runs/{sha256}/approval',
    ]);
    const body = described.paths['/api/runs'].post.requestBody.content['application/json'].schema;
    expect(JSON.stringify(body)).toContain('records');
  });

  it('gives up on 16 gzips at once that would be read into millions of values', {
    timeout: 120_000,
  }, async () => {
    await open();
    const packed = { ...JSON_TYPE, 'Content-Encoding': 'gzip' };
    const many = gzipSync(runs[0]!.text.replace('"records":[', `"records":[${'{},'.repeat(2e6)}`));
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => ask('POST', '/api/runs', packed, many)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 413));
  });

  it('takes no more from one address than it was told to', async () => {
    await open({ uploadsPerMinute: 2 });
    await send(0);
    await send(1);
    const third = await send(2);
    expect(third.status).toBe(429);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('isolates its page, runs no inline script in it, and reads no file by a path that was sent', async () => {
    await open();
    const page = await ask('GET', '/');
    expect(page.headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(page.headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/api/runs/..%2f..%2fetc%2fpasswd',
      '/.owner',
    ]) {
      expect((await ask('GET', path)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('ends a connection that never asked by 408, which browsers that kept it for later take for no answer', async () => {
    await open({ headersMs: 200 });
    const { socket, connected } = trickle(collector.port, '');
    await connected;
    let said = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await new Promise(resolve => socket.once('close', resolve));
    expect(said).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('lets a good sender in beside 600 slow connections', { timeout: 120_000 }, async () => {
    // All come from one address here, and by their number alone they would be told to wait.
    await open({ graceMs: 60_000, uploadsPerMinute: 1e6, requestsPerMinute: 1e6 });
    const head = `POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1:${collector.port}\r\nContent-Type: application/json\r\n`;
    const beginnings = ['', head, `${head}Content-Length: 100000\r\n\r\n{"a"`];
    const slow = Array.from({ length: 600 }, (_, i) => trickle(collector.port, beginnings[i % 3]!));
    await Promise.all(slow.map(({ connected }) => connected));
    for (const index of [0, 1, 2]) {
      let status = 503;
      while (status === 503) ({ status } = await send(index));
      expect(status).toBe(201);
    }
    for (const { socket } of slow) socket.destroy();
  });
});

describe('the address of a sender', () => {
  it.each([
    ['is that of the connection', 0, '198.51.100.1', '192.0.2.7'],
    [
      'is what the one proxy saw, whatever the sender wrote before it',
      1,
      'forged, 198.51.100.1',
      '198.51.100.1',
    ],
    ['is what the outer of two proxies saw', 2, 'forged, 198.51.100.1, 203.0.113.5', '198.51.100.1'],
    ['is that of the connection where fewer proxies say something', 2, '198.51.100.1', '192.0.2.7'],
  ])('%s', (_name, trusted, forwarded, expected) => {
    const asked = { socket: { remoteAddress: '192.0.2.7' }, headers: { 'x-forwarded-for': forwarded } };
    expect(addressOf(asked as unknown as IncomingMessage, trusted)).toBe(expected);
  });
});

function trickle(port: number, beginning: string): { socket: Socket; connected: Promise<void> } {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const connected = new Promise<void>(resolve => {
    socket.once('close', resolve).once('connect', () => socket.write(beginning, () => resolve()));
  });
  return { socket, connected };
}
