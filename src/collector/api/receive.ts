import type { IncomingMessage } from 'node:http';
import { resultText } from '../../store/result-store.ts';
import { type Bodies, BodyError } from '../limits/bodies.ts';
import type { Limits } from '../limits/limits.ts';
import { textIn } from '../limits/unpack.ts';
import type { Examine, Examined } from '../runs/examine.ts';
import { factsOf, type RunState } from '../runs/run-facts.ts';
import { isToken, newToken, opensWith, tokenHash } from '../runs/tokens.ts';
import type { InTurn } from '../runs/turns.ts';
import type { RunStore } from '../stores/run-store.ts';
import type { Refusal } from './answers.ts';

export interface Received {
  readonly sha256: string;
  readonly isNew: boolean;
  readonly state: RunState;
  readonly deletionToken: string | null;
}

export interface ReceiveDeps {
  readonly store: RunStore;
  readonly examine: Examine;
  readonly inTurn: InTurn;
  readonly bodies: Bodies;
  readonly limits: Limits;
  now(): Date;
  /** Not yet printable. */
  log(line: string): void;
}

/**
 * A run on its way from a request into the store. A sender may bring its own deletion token: one that sends again, since
 * the answer was lost, then still holds the right one.
 */
export async function receiveRun(request: IncomingMessage, deps: ReceiveDeps): Promise<Received | Refusal> {
  const { headers } = request;
  const encoding = headers['content-encoding']?.toLowerCase();
  if (!isJson(headers['content-type']) || (encoding !== undefined && encoding !== 'gzip'))
    return 'wrong-type';
  const given = headers['x-deletion-token'];
  if (given !== undefined && (typeof given !== 'string' || !isToken(given))) return 'bad-request';
  const token = given ?? newToken();
  try {
    return await deps.bodies.read(request, async (body, holdToo) => {
      // Unpacked only when it is looked at: what waits is held as it came.
      const examined = await deps.inTurn(async () => deps.examine(await textIn(body, encoding, deps.limits)));
      return keep(examined, token, deps, holdToo);
    });
  } catch (error) {
    if (error instanceof BodyError) return error.refusal;
    throw error;
  }
}

async function keep(
  examined: Examined,
  token: string,
  { store, now, log }: ReceiveDeps,
  holdToo: (bytes: number) => void,
): Promise<Received | Refusal> {
  if (!examined.isValid) {
    log(`refused a run: ${examined.reason}`);
    return 'invalid';
  }
  const { file, remarks } = examined;
  const text = resultText(file);
  const facts = factsOf(file, { text, receivedAt: now().toISOString(), remarks });
  holdToo(facts.bytes);
  const { sha256 } = facts;
  if ((await store.add({ facts, text, tokenHash: tokenHash(token) })) === 'added') {
    log(
      `received ${sha256.slice(0, 16)}: ${facts.suite} on ${facts.machine}, ${facts.runtime}, ${facts.state}`,
    );
    return { sha256, isNew: true, state: facts.state, deletionToken: token };
  }
  const kept = await store.get(sha256);
  const opens = kept !== null && opensWith(token, kept.tokenHash);
  return {
    sha256,
    isNew: false,
    state: kept?.facts.state ?? facts.state,
    deletionToken: opens ? token : null,
  };
}

function isJson(type: string | undefined): boolean {
  return type !== undefined && /^application\/json(\s*;\s*charset="?utf-8"?)?$/i.test(type.trim());
}
