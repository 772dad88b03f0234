import * as z from 'zod';
import { RUN_STATES, type RunFacts } from '../../runs/run-facts.ts';

/** What a folder keeps beside a run: who may delete it, what was thought of it, and what the list says. */
export interface Receipt {
  readonly facts: RunFacts;
  readonly tokenHash: string | null;
}

const text = z.string();

const receiptSchema = z.object({
  facts: z.object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    receivedAt: z.iso.datetime(),
    state: z.enum(RUN_STATES as [RunFacts['state'], ...RunFacts['state'][]]),
    remarks: z.array(text),
    bytes: z.number().int().positive(),
    suite: text,
    startedAt: text,
    ended: z.enum(['complete', 'time-cap', 'interrupted', 'device-lost', 'partial']),
    machine: text,
    adapterClass: z.enum(['hardware', 'software']),
    runtime: text,
    platform: text,
    label: text.nullable(),
    regime: z.enum(['bandwidth', 'compute', 'dispatch', 'none', 'undecided']),
    recordCount: z.number().int().nonnegative(),
  }),
  tokenHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

/** Null for what is no receipt of that run. */
export function parseReceipt(content: string, sha256: string): Receipt | null {
  try {
    const parsed = receiptSchema.safeParse(JSON.parse(content));
    return parsed.success && parsed.data.facts.sha256 === sha256 ? parsed.data : null;
  } catch {
    return null;
  }
}
