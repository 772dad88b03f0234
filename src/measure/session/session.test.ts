import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { analyze } from '../../analysis/analyze.ts';
import { validationTools } from '../../app/integrity.ts';
import { composeResult } from '../../app/result.ts';
import type { RunEvent } from '../../core/event.ts';
import { sealRecord } from '../../store/hash.ts';
import { validateResult } from '../../store/validate.ts';
import {
  type DeviceCall,
  type Faults,
  planOf,
  product,
  simulatedSession,
} from '../testing/simulated-session.ts';

const [A, B, C] = [product(256), product(512), product(1024)];
const PLAN = planOf([[[A]], [[B]], [[C]]]);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

/** A device that never answers the n-th such call of a case. */
function hangingAt(what: DeviceCall['what'], address: string, nth: number): Pick<Faults, 'answer'> {
  let seen = 0;
  return {
    answer: call =>
      call.what === what && call.address === address && ++seen === nth ? new Promise(() => {}) : null,
  };
}

/** The session with the seconds going by that a wait may take. */
async function session(faults: Faults, plan = PLAN) {
  const running = simulatedSession(plan, faults);
  let isOver = false;
  void running.then(() => {
    isOver = true;
  });
  while (!isOver) {
    vi.advanceTimersByTime(1000);
    await new Promise(resolve => setImmediate(resolve));
  }
  return running;
}

function factsOf(events: readonly RunEvent[]) {
  const last = events.at(-1)!;
  if (last.type !== 'end') throw new Error(`the last event is of type ${last.type}`);
  return last.facts;
}

describe('a GPU that stops answering', () => {
  it.each([
    ['prepare', 1],
    ['run', 1],
    ['time', 1],
    ['time', 9],
    ['read', 1],
  ] as const)(
    'costs a case where it hangs at "%s" number %i, and a new device goes on',
    async (what, nth) => {
      const { events, records } = await session(hangingAt(what, B, nth));
      expect(records.get(A)).toMatchObject({ status: 'ok' });
      expect(records.get(B)).toMatchObject({ status: 'failed', message: /it did not answer for \d+ s/ });
      expect(records.get(C)).toMatchObject({ status: 'ok' });
      expect(factsOf(events).ended).toBe('complete');
      expect(events).toContainEqual({
        type: 'note',
        message: expect.stringMatching(/^The GPU device was lost: it did not answer for \d+ s/),
      });
    },
  );

  it('ends the run with what it has where the new device hangs too, in a valid file', async () => {
    const answer: Faults['answer'] = ({ what, address }) =>
      what === 'run' && (address === B || address === C) ? new Promise(() => {}) : null;
    const { events, records } = await session({ answer });
    const facts = factsOf(events);
    expect(facts.ended).toBe('device-lost');
    expect([...records.values()].map(({ status }) => status)).toEqual(['ok', 'failed', 'failed']);
    const { environment } = events.find(event => event.type === 'environment')!;
    const sealed = await Promise.all([...records.values()].map(record => sealRecord(record)));
    const analysis = analyze(sealed, environment);
    const file = await composeResult({ plan: PLAN, environment, facts, records: sealed, analysis }, '0.1.0');
    expect(await validateResult(file, validationTools)).toEqual([]);
  });

  it.each(['run', 'time', 'read'] as const)('does not keep Stop waiting at "%s"', async what => {
    const stop = new AbortController();
    let seconds = 0;
    const counting = setInterval(() => stop.signal.aborted && seconds++, 1000);
    const hanging = hangingAt(what, B, 1).answer!;
    const { events, records } = await session({
      signal: stop.signal,
      answer: call => {
        const never = hanging(call);
        if (never) stop.abort();
        return never;
      },
    });
    clearInterval(counting);
    expect(seconds).toBeLessThanOrEqual(10);
    expect(factsOf(events).ended).toBe('interrupted');
    expect(records.get(A)).toMatchObject({ status: 'ok' });
    expect(records.get(B)).toMatchObject({ status: 'failed' });
    expect(records.has(C)).toBe(false);
  });
});
