import type { HttpBindings } from '@hono/node-server';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { printableJson } from '../../core/printable.ts';
import { resultFileSchema } from '../../store/schema.ts';
import type { Rates } from '../limits/rates.ts';
import { opensWith } from '../runs/tokens.ts';
import { type RunQuery, StoreUnavailableError } from '../stores/run-store.ts';
import {
  hashSchema,
  healthSchema,
  listSchema,
  querySchema,
  REFUSALS,
  type Refusal,
  receivedSchema,
  refusalSchema,
} from './answers.ts';
import { allowedOrigin, type Doors, isHostOurs, mayChange } from './guard.ts';
import { type ReceiveDeps, receiveRun } from './receive.ts';

export interface ApiDeps extends ReceiveDeps {
  readonly doors: Doors;
  readonly rates: Rates;
  readonly ownerHash: string;
  /** runs.parquet of what is sound or approved. */
  exportRuns(): Promise<Uint8Array<ArrayBuffer>>;
  readonly programVersion: string;
  /** Of who sent a request, behind as many proxies as are trusted. */
  addressOf(request: HttpBindings['incoming']): string;
}

const PARQUET = 'application/vnd.apache.parquet';

type Env = { Bindings: HttpBindings };

/** Everything under /api/. */
export function createApi(deps: ApiDeps): OpenAPIHono<Env> {
  const { store, doors, rates } = deps;
  const api = new OpenAPIHono<Env>({
    defaultHook: (result, c) => (result.success ? undefined : refuse(c, 'bad-request')),
  });

  api.use('*', async (c, next) => {
    const { incoming } = c.env;
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('Referrer-Policy', 'no-referrer');
    if (!isHostOurs(incoming.headers, doors)) return refuse(c, 'wrong-host');
    const origin = allowedOrigin(incoming.headers, doors);
    if (origin !== null) allow(c, origin);
    if (incoming.method === 'OPTIONS') return origin === null ? refuse(c, 'wrong-origin') : c.body(null, 204);
    const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
    if (!isRead && !mayChange(incoming.headers, doors)) return refuse(c, 'wrong-origin');
    const wait = await rates.request(deps.addressOf(incoming));
    if (wait !== null) return refuse(c, 'too-often', wait);
    return next();
  });

  api.openAPIRegistry.registerPath({
    method: 'post',
    path: '/api/runs',
    summary: 'Send a run',
    description:
      'Checked against itself before it is stored; sending the same content again changes nothing. The header ' +
      'X-Deletion-Token (32 to 64 letters of base64url) sets the token that deletes it; without it one is made.',
    request: { body: { content: { 'application/json': { schema: resultFileSchema } } } },
    responses: {
      200: answer(receivedSchema, 'was here before'),
      201: answer(receivedSchema, 'stored'),
      ...refusals,
    },
  });
  api.post('/api/runs', async c => {
    const wait = await rates.upload(deps.addressOf(c.env.incoming));
    if (wait !== null) return refuse(c, 'too-often', wait);
    const received = await receiveRun(c.env.incoming, deps);
    if (typeof received === 'string') return refuse(c, received);
    const link = `/#findings?run=${received.sha256.slice(0, 16)}`;
    return json(c, { ...received, link }, received.isNew ? 201 : 200);
  });

  api.openapi(
    createRoute({
      method: 'get',
      path: '/api/runs',
      summary: 'List runs, the newest first',
      request: { query: querySchema },
      responses: { 200: answer(listSchema, 'what is kept'), ...refusals },
    }),
    async c => {
      const { after, ...wanted } = c.req.valid('query');
      const [receivedAt, sha256] = after?.split(',') ?? [];
      const cursor = after === undefined ? {} : { after: { receivedAt: receivedAt!, sha256: sha256! } };
      const runs = await store.list({ ...wanted, ...cursor } as RunQuery);
      const last = runs.length === wanted.limit ? runs.at(-1)! : null;
      return json(c, { runs, next: last && `${last.receivedAt},${last.sha256}` }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/api/runs/{sha256}',
      summary: 'The result file of a run, to the letter',
      request: { params: hashSchema },
      responses: { 200: answer(z.any(), 'a result file'), ...refusals },
    }),
    async c => {
      const run = await store.get(c.req.valid('param').sha256);
      if (run === null) return refuse(c, 'not-found');
      return c.body(run.text, 200, { 'Content-Type': 'application/json; charset=utf-8' });
    },
  );

  api.openapi(
    createRoute({
      method: 'delete',
      path: '/api/runs/{sha256}',
      summary: 'Delete a run',
      description: 'Authorization: Bearer with the deletion token of the run, or the owner’s.',
      request: { params: hashSchema },
      responses: { 204: { description: 'deleted' }, ...refusals },
    }),
    async c => {
      const { sha256 } = c.req.valid('param');
      const token = bearer(c);
      const run = await store.get(sha256);
      const isAllowed = opensWith(token, run?.tokenHash ?? null) || opensWith(token, deps.ownerHash);
      // Whether a run is here is no secret; which token fits is.
      if (run === null) return refuse(c, 'not-found');
      if (!isAllowed) return refuse(c, 'wrong-token');
      await store.remove(sha256);
      deps.log(`deleted ${sha256.slice(0, 16)}`);
      return c.body(null, 204);
    },
  );

  api.openapi(
    createRoute({
      method: 'post',
      path: '/api/runs/{sha256}/approval',
      summary: 'Approve a doubtful run',
      description: 'Authorization: Bearer with the owner’s token.',
      request: { params: hashSchema },
      responses: { 204: { description: 'approved' }, ...refusals },
    }),
    async c => {
      if (!opensWith(bearer(c), deps.ownerHash)) return refuse(c, 'wrong-token');
      const { sha256 } = c.req.valid('param');
      if (!(await store.approve(sha256)))
        return refuse(c, (await store.get(sha256)) === null ? 'not-found' : 'not-doubtful');
      deps.log(`approved ${sha256.slice(0, 16)}`);
      return c.body(null, 204);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/api/health',
      summary: 'Whether it can store runs now',
      responses: { 200: answer(healthSchema, 'ready'), ...refusals },
    }),
    async c => {
      await store.requireReady();
      const runCount = await store.count();
      return json(c, { status: 'ready', programVersion: deps.programVersion, runCount }, 200);
    },
  );

  api.openapi(
    createRoute({
      method: 'get',
      path: '/api/export.parquet',
      summary: 'One table, a row a run, of what is sound or approved',
      responses: {
        200: {
          description: 'runs.parquet, as the command index writes it',
          content: { [PARQUET]: { schema: z.any() } },
        },
        ...refusals,
      },
    }),
    async c => c.body(await deps.exportRuns(), 200, { 'Content-Type': PARQUET }),
  );

  api.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Ridgepoint collector', version: deps.programVersion },
  });
  api.notFound(c => refuse(c, 'not-found'));
  api.onError((error, c) => {
    deps.log(
      `${error instanceof StoreUnavailableError ? 'store' : 'fault'}: ${error.stack ?? error.message}`,
    );
    return refuse(c, error instanceof StoreUnavailableError ? 'unavailable' : 'fault');
  });
  return api;
}

function answer<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

const refusals = { default: answer(refusalSchema, 'refused, for a reason that is one of a few') };

/** Any of the answers that a route declares: what is sent is written here, safe to print in a terminal. */
// biome-ignore lint/suspicious/noExplicitAny: a route's own type knows only its declared bodies
function json(c: Context<Env>, body: unknown, status: 200 | 201): any {
  return c.body(printableJson(body), status, { 'Content-Type': 'application/json; charset=utf-8' });
}

// biome-ignore lint/suspicious/noExplicitAny: the same
function refuse(c: Context<Env>, refusal: Refusal, waitSeconds = 2): any {
  const [status, message] = REFUSALS[refusal];
  if (status === 429 || status === 503) c.header('Retry-After', String(waitSeconds));
  // What is left of a body that was not read must not be taken for the next request.
  if (!c.env.incoming.complete) c.header('Connection', 'close');
  return c.body(JSON.stringify({ error: refusal, message }), status, {
    'Content-Type': 'application/json; charset=utf-8',
  });
}

function allow(c: Context<Env>, origin: string): void {
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Allow-Methods', 'GET, POST, DELETE');
  c.header('Access-Control-Allow-Headers', 'Content-Type, Content-Encoding, Authorization, X-Deletion-Token');
  c.header('Vary', 'Origin');
}

function bearer(c: Context<Env>): string {
  return /^Bearer ([A-Za-z0-9_-]{32,64})$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
}
