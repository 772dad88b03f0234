import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveFile } from '../../platform/static-files.ts';
import { MAX_TEXT_LENGTH } from '../../store/parse.ts';
import {
  POST_BACK_KINDS,
  type PostBackAnswer,
  type PostBackKind,
} from '../../web/post-back/post-back-protocol.ts';

/** What the page posted, its body as it came. */
export interface Post {
  readonly kind: PostBackKind;
  readonly body: string;
}

/** The built page on loopback, and what it posts back. */
export interface PageServer {
  /** "http://127.0.0.1:43121". */
  readonly origin: string;
  /** Part of every address that the page may post to; of use until the result is in. */
  readonly token: string;
  /** Asks the page to stop, with the answer to its next post. */
  askToStop(): void;
  /** The next post, or null after the wait. */
  next(waitMs: number): Promise<Post | null>;
  close(): Promise<void>;
}

/** Nothing but result files is longer. */
const MAX_MESSAGE_LENGTH = 1024 * 1024;

export async function servePage(folder: string): Promise<PageServer> {
  const token = randomBytes(24).toString('base64url');
  const posts = postQueue();
  let stop = false;
  let over = false;

  const receive = async (request: IncomingMessage, response: ServerResponse, kind: PostBackKind) => {
    const body = await bodyOf(request, isFile(kind) ? MAX_TEXT_LENGTH : MAX_MESSAGE_LENGTH);
    if (over || body === null) {
      response.writeHead(over ? 410 : 413).end();
      return;
    }
    over = kind === 'result' || kind === 'failed';
    const handled = posts.add({ kind, body });
    // The page measures on once it is answered: until then the file has this processor to itself.
    if (kind === 'partial') await handled;
    const answer: PostBackAnswer = { stop };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  };
  const server = createServer((request, response) => {
    const kind = postKind(request, token, origin);
    const handled =
      kind === null
        ? serveFile(folder, request, response)
        : kind === 'refused'
          ? response.writeHead(403).end()
          : receive(request, response, kind);
    Promise.resolve(handled).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    token,
    askToStop: () => {
      stop = true;
    },
    next: posts.next,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isFile(kind: PostBackKind): boolean {
  return kind === 'result' || kind === 'partial';
}

/** Null: no post-back at all. Refused: a wrong token, or a page of another origin. */
function postKind(request: IncomingMessage, token: string, origin: string): PostBackKind | 'refused' | null {
  const match = /^\/post-back\/([^/]+)\/([a-z]+)$/.exec(request.url ?? '');
  if (match === null || request.method !== 'POST') return null;
  const kind = POST_BACK_KINDS.find(name => name === match[2]);
  const from = request.headers.origin ?? origin;
  return kind === undefined || !sameText(match[1]!, token) || from !== origin ? 'refused' : kind;
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Null where it is longer than allowed. */
async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function postQueue() {
  const waiting: { readonly post: Post; readonly handled: () => void }[] = [];
  let wake: (() => void) | null = null;
  let handled = () => {};
  return {
    /** Resolves when the one after it is asked for. */
    add: (post: Post) =>
      new Promise<void>(resolve => {
        waiting.push({ post, handled: resolve });
        wake?.();
      }),
    next: async (waitMs: number): Promise<Post | null> => {
      handled();
      if (waiting.length === 0) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, waitMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = null;
      }
      const first = waiting.shift();
      handled = first?.handled ?? (() => {});
      return first?.post ?? null;
    },
  };
}
