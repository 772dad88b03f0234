import { z } from '@hono/zod-openapi';
import { RUN_STATES } from '../runs/run-facts.ts';

/** Every refusal has one of these bodies, whatever was sent: nothing of a request comes back in one. */
export const REFUSALS = {
  'not-found': [404, 'There is no such run here.'],
  'bad-request': [400, 'The request is not as described in /api/openapi.json.'],
  'wrong-host': [421, 'This collector does not answer to that name; open one of the addresses it printed.'],
  'wrong-origin': [403, 'Only the page of this collector, and programs that are no browsers, may do this.'],
  'wrong-token': [403, 'The token does not fit.'],
  'wrong-type': [415, 'Send application/json, as it is or with Content-Encoding: gzip.'],
  'too-large': [413, 'The run is larger than this collector takes.'],
  'too-slow': [408, 'The run came too slowly.'],
  'too-often': [429, 'Too many requests from this address; wait as long as Retry-After says.'],
  broken: [400, 'The run did not arrive whole.'],
  invalid: [422, 'This is no valid run: see what the command "validate" says of its file.'],
  busy: [503, 'Busy; try again as soon as Retry-After says.'],
  unavailable: [503, 'The store cannot be reached; try again as soon as Retry-After says.'],
  'not-doubtful': [409, 'There is nothing to approve about this run.'],
  fault: [500, 'The collector failed; its log says why.'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type Refusal = keyof typeof REFUSALS;

export const refusalSchema = z
  .object({ error: z.enum(Object.keys(REFUSALS) as [Refusal, ...Refusal[]]), message: z.string() })
  .openapi('Refusal');

export const runFactsSchema = z
  .object({
    sha256: z.string().openapi({ description: 'Of the content of the run: its name here.' }),
    receivedAt: z.iso.datetime(),
    state: z.enum(RUN_STATES as ['sound', 'doubtful', 'approved']).openapi({
      description:
        'Doubtful runs are kept, and left out of rankings and exports until an owner approves them.',
    }),
    remarks: z.array(z.string()).readonly().openapi({ description: 'Why it is doubtful.' }),
    bytes: z.number().int(),
    suite: z.string(),
    startedAt: z.string(),
    ended: z.string(),
    machine: z.string(),
    adapterClass: z.enum(['hardware', 'software']),
    runtime: z.string(),
    platform: z.string(),
    label: z.string().nullable(),
    regime: z.string(),
    recordCount: z.number().int(),
  })
  .openapi('RunFacts');

export const receivedSchema = z
  .object({
    sha256: z.string(),
    /** False: the very same content was here before. */
    isNew: z.boolean(),
    state: z.enum(RUN_STATES as ['sound', 'doubtful', 'approved']),
    link: z.string().openapi({ description: 'Path of the page that shows the run.' }),
    deletionToken: z
      .string()
      .nullable()
      .openapi({ description: 'Deletes the run; null where another token than the sent one does.' }),
  })
  .openapi('Received');

export const listSchema = z
  .object({
    runs: z.array(runFactsSchema).readonly(),
    next: z.string().nullable().openapi({ description: 'For the parameter `after`; null at the end.' }),
  })
  .openapi('Runs');

export const healthSchema = z
  .object({ status: z.literal('ready'), programVersion: z.string(), runCount: z.number().int() })
  .openapi('Health');

const filter = z.string().min(1).max(200);

export const querySchema = z.object({
  suite: filter.optional(),
  machine: filter.optional(),
  state: z.enum(RUN_STATES as ['sound', 'doubtful', 'approved']).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z,[0-9a-f]{64}$/)
    .optional(),
});

export const hashSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
