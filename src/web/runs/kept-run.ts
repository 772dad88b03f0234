import * as z from 'zod';
import { answerOf, hasAnswer } from '../../answer/answer.ts';
import { adapterName } from '../../core/environment.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { endingText } from '../../report/rows/overview.ts';
import { count, fullHash, text } from '../../store/schema-basics.ts';

/** What the list says of a kept run, so that it need not be unpacked for that. */
const factsSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  suite: text,
  /** "complete in 58 s". */
  ending: text,
  adapter: text,
  deviceClass: z.enum(['hardware', 'software']),
  label: text.nullable(),
  /** What it said when it was kept; empty where nothing was asked that has one answer. */
  answer: text,
  packedBytes: count,
});

export type KeptFacts = Readonly<z.infer<typeof factsSchema>>;

export interface KeptRun {
  /** The SHA-256 that the result file states. */
  readonly sha256: string;
  /** Null where something else was found in its place. */
  readonly facts: KeptFacts | null;
}

export function factsOf(file: ResultFile, packedBytes: number): KeptFacts {
  const { session, environment } = file;
  return {
    startedAt: session.startedAt,
    suite: session.suite,
    ending: endingText(file),
    adapter: adapterName(environment.adapter),
    deviceClass: environment.adapter.class,
    label: environment.label,
    answer: hasAnswer(file) ? answerOf(file).headline : '',
    packedBytes,
  };
}

/** Other pages of the same address may write into the same database: what comes from it is checked like a file. */
export function keptRun(key: unknown, value: unknown): KeptRun | null {
  const sha256 = fullHash.safeParse(key);
  if (!sha256.success) return null;
  const facts = factsSchema.safeParse(value);
  return { sha256: sha256.data, facts: facts.success ? facts.data : null };
}
