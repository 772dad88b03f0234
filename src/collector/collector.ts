import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { EXIT, messageOf, UserError } from '../core/errors.ts';
import { printable } from '../core/printable.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { createApi } from './api/api.ts';
import { exporterOf } from './api/export-runs.ts';
import type { Doors } from './api/guard.ts';
import { createBodies } from './limits/bodies.ts';
import { limitConnections } from './limits/connections.ts';
import { LIMITS, type Limits } from './limits/limits.ts';
import { createRates } from './limits/rates.ts';
import type { PageFiles } from './page/page-files.ts';
import { servePage } from './page/serve-page.ts';
import type { Examine } from './runs/examine.ts';
import { newToken, tokenHash } from './runs/tokens.ts';
import { createTurns } from './runs/turns.ts';
import type { RunStore } from './stores/run-store.ts';

export interface CollectorOptions {
  readonly store: RunStore;
  readonly examine: Examine;
  /** Draws the conclusions of today, for the tables. */
  readonly judge: (file: ResultFile) => ResultFile;
  /** Null: the interface alone, without a page. */
  readonly page: PageFiles | null;
  /** Address to listen on, and port; 0 takes a free one. */
  readonly host: string;
  readonly port: number;
  /** PEM; null: plain HTTP, for this machine alone or behind a proxy that encrypts. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
  /** Names and addresses that the header Host may hold, as they stand in a URL, without a port. */
  readonly names: readonly string[];
  /** As a proxy is known outside: "https://runs.example.org". */
  readonly publicUrl: string | null;
  /** Origins of other pages that may read and send. */
  readonly allowedOrigins: readonly string[];
  /** How many proxies stand in front, whose X-Forwarded-For is believed. */
  readonly trustedProxies: number;
  readonly limits?: Partial<Limits>;
  readonly programVersion: string;
  /** One printable line. */
  readonly log: (line: string) => void;
}

export interface Collector {
  readonly port: number;
  /** Of who owns the collection, told once, when it is made; null ever after. */
  readonly ownerToken: string | null;
  close(): Promise<void>;
}

/** @throws UserError where the address cannot be listened on */
export async function openCollector(options: CollectorOptions): Promise<Collector> {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const token = newToken();
  const ownerHash = await options.store.ownerHash(tokenHash(token));
  const doors = {
    hosts: new Set<string>(),
    origins: new Set<string>(),
    allowed: new Set(options.allowedOrigins),
  };
  const log = (line: string) => options.log(printable(line));
  const api = createApi({
    store: options.store,
    examine: options.examine,
    inTurn: createTurns(),
    bodies: createBodies(limits),
    rates: createRates(limits),
    limits,
    exportRuns: exporterOf(options.store, options.judge, log),
    doors,
    ownerHash,
    programVersion: options.programVersion,
    addressOf: request => addressOf(request, options.trustedProxies),
    now: () => new Date(),
    log,
  });
  const listener = getRequestListener(api.fetch, { overrideGlobalObjects: false });
  const server = serverOf(options, limits, (request, response) => {
    if (/^\/api(\/|$|\?)/.test(request.url ?? '') || options.page === null) void listener(request, response);
    else if (!doors.hosts.has((request.headers.host ?? '').toLowerCase())) void listener(request, response);
    else servePage(options.page, request, response);
  });
  const port = await listen(server, options);
  openDoors(doors, options, port);
  return {
    port,
    ownerToken: ownerHash === tokenHash(token) ? token : null,
    close: () => closed(server, options.store),
  };
}

function serverOf({ tls }: CollectorOptions, limits: Limits, listener: RequestListener): Server {
  const timeouts: ServerOptions = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.headersMs + limits.bodyMs,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 8 * 1024,
  };
  const server =
    tls === null
      ? createServer(timeouts, listener)
      : createSecureServer(
          { ...timeouts, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: limits.headersMs },
          listener,
        );
  server.maxHeadersCount = 64;
  server.on('clientError', (error, socket) => endBadly(error, socket as Socket));
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  limitConnections(server, limits.connections);
  return server;
}

/**
 * Whatever it was that came, the answer is the same. That nothing came in time is another: a browser that opened a connection
 * for later, and asks just then, takes 400 for the answer to that and asks again after 408.
 */
function endBadly(error: NodeJS.ErrnoException, socket: Socket): void {
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  setTimeout(() => socket.destroy(), 1_000).unref();
}

async function listen(server: Server, { host, port }: CollectorOptions): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host, port, backlog: 1024 }, resolve);
    });
  } catch (error) {
    throw new UserError(`cannot listen on ${host}, port ${port}: ${messageOf(error)}`, EXIT.usage);
  }
  return (server.address() as AddressInfo).port;
}

function openDoors(
  doors: Doors & { readonly hosts: Set<string>; readonly origins: Set<string> },
  { tls, names, publicUrl }: CollectorOptions,
  port: number,
): void {
  const scheme = tls === null ? 'http' : 'https';
  for (const name of names) {
    const { host, origin } = new URL(`${scheme}://${name}:${port}`);
    doors.hosts.add(host).add(`${name}:${port}`.toLowerCase());
    doors.origins.add(origin);
  }
  if (publicUrl === null) return;
  const { host, origin } = new URL(publicUrl);
  doors.hosts.add(host);
  doors.origins.add(origin);
}

/** The address that the outermost trusted proxy saw; what a sender wrote into the header itself stands before it. */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const direct = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return direct;
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map(text => text.trim())
    .filter(text => text !== '');
  return forwarded.at(-trustedProxies) ?? direct;
}

/** Runs that are being stored are stored. */
async function closed(server: Server, store: RunStore): Promise<void> {
  const over = new Promise<void>(resolve => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), 2_000);
  await over;
  clearTimeout(force);
  await store.close();
}
