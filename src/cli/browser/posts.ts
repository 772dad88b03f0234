import { z } from 'zod';
import { EXIT, UserError } from '../../core/errors.ts';
import type { FailedPost, OpenedPost, ProgressPost } from '../../web/post-back/post-back-protocol.ts';

/** The page is ours, but what arrives over a socket is still only text. */

const count = z.number().finite().nonnegative();
const text = z.string().max(4000);

const progress = z.object({
  done: count,
  total: count,
  label: text,
  doing: text,
  elapsedMs: count,
  remainingMs: count.nullable(),
  discardedRounds: count,
  skippedCases: count,
});

const SHAPES = {
  opened: z.object({ adapter: text, class: z.enum(['hardware', 'software']) }),
  progress: z.object({ progress: progress.nullable(), notes: z.array(text), paused: z.boolean() }),
  failed: z.object({
    message: text,
    cause: z.enum(['insecure-context', 'no-webgpu', 'no-adapter', 'adapter-failed']).nullable(),
  }),
} as const;

export const readOpened = (body: string): OpenedPost => read('opened', body);
export const readProgress = (body: string): ProgressPost => read('progress', body);
export const readFailed = (body: string): FailedPost => read('failed', body);

function read<Kind extends keyof typeof SHAPES>(kind: Kind, body: string): z.infer<(typeof SHAPES)[Kind]> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    value = undefined;
  }
  const parsed = SHAPES[kind].safeParse(value);
  if (!parsed.success) {
    throw new UserError(`the page posted something else than "${kind}" should be`, EXIT.internal);
  }
  return parsed.data as z.infer<(typeof SHAPES)[Kind]>;
}
