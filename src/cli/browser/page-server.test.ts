import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PageServer, servePage } from './page-server.ts';

let parent: string;
let server: PageServer;
beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'ridgepoint-server-'));
  const page = join(parent, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  writeFileSync(join(page, 'assets/main.js'), '1');
  writeFileSync(join(parent, 'page-secret'), 'secret');
  server = await servePage(page);
});
afterEach(async () => {
  await server.close();
  rmSync(parent, { recursive: true, force: true });
});

const get = (path: string) => fetch(`${server.origin}${path}`);
const post = (path: string, body = '{}', headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${path}`, { method: 'POST', body, headers });

/** `fetch` would tidy the path up before it is sent. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    request({ host: '127.0.0.1', port, path }, response => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

describe('the page server', () => {
  it('serves the page on loopback, isolated, with the right types', async () => {
    expect(server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const page = await get('/?suite=smoke&run');
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect((await get('/assets/main.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/none',
    '/assets',
    '/../page-secret',
    '/%2e%2e/page-secret',
    '/..%2fpage-secret',
    '/%00',
    '/%zz',
  ])('has nothing at %s', async path => {
    expect(await statusOf(path)).toBe(404);
  });

  it('hands over what the page posts, in order, and asks it to stop', async () => {
    const at = (kind: string) => `/post-back/${server.token}/${kind}`;
    expect(await (await post(at('opened'), 'a')).json()).toEqual({ stop: false });
    server.askToStop();
    expect(await (await post(at('progress'), 'b')).json()).toEqual({ stop: true });
    expect(await server.next(1000)).toEqual({ kind: 'opened', body: 'a' });
    expect(await server.next(1000)).toEqual({ kind: 'progress', body: 'b' });
    expect(await server.next(1)).toBeNull();
  });

  it('takes one result, and nothing after it', async () => {
    expect((await post(`/post-back/${server.token}/result`, 'file')).status).toBe(200);
    expect((await post(`/post-back/${server.token}/result`, 'other')).status).toBe(410);
    expect(await server.next(1000)).toEqual({ kind: 'result', body: 'file' });
    expect(await server.next(1)).toBeNull();
  });

  it('takes nothing with a wrong token, of an unknown kind, from another origin or without end', async () => {
    expect((await post('/post-back/guess/result')).status).toBe(403);
    expect((await post(`/post-back/${server.token}/shutdown`)).status).toBe(403);
    const origin = { Origin: 'https://example.org' };
    expect((await post(`/post-back/${server.token}/result`, '{}', origin)).status).toBe(403);
    expect((await post(`/post-back/${server.token}/progress`, 'x'.repeat(2 ** 20 + 1))).status).toBe(413);
    expect((await post('/')).status).toBe(405);
    expect(await server.next(1)).toBeNull();
  });
});
