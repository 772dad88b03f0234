import { describe, expect, it } from 'vitest';
import type { Finding, FindingStatus } from '../../core/finding.ts';
import type { ShareEstimate } from '../experiments/shares.ts';
import { decideRegime, type Evidence } from './regime.ts';

function share(value: number, halfWidth = 0.002): ShareEstimate {
  return { value, low: value - halfWidth, high: value + halfWidth, paired: true, count: 20, evidence: [] };
}

function found(status: FindingStatus, value: number | null = 0.5): Finding {
  return { status, value, low: value, high: value } as Finding;
}

/** Everything as bandwidth predicts it. */
const BOUND: Evidence = {
  tooFewRounds: false,
  bandwidth: share(0.95),
  compute: share(0.03),
  dispatch: share(0.03),
  timeNs: 60_000,
  roof: found('supported', 0.95),
  bytes: found('supported', 1),
  flops: found('supported', 1),
  batches: found('supported', 1),
  dilution: found('supported', 0.55),
  latency: found('supported', 1.02),
};

const decide = (changes: Partial<Evidence>) => decideRegime({ ...BOUND, ...changes });

describe('the regime', () => {
  it('is bandwidth where everything is as predicted, E8 measured or not', () => {
    expect(decide({}).regime).toBe('bandwidth');
    expect(decide({ latency: found('undecided', null) }).regime).toBe('bandwidth');
  });

  it.each(['roof', 'bytes', 'flops', 'batches', 'dilution', 'latency'] as const)(
    'is not bandwidth where %s refutes it',
    experiment => {
      expect(decide({ [experiment]: found('refuted', 0.9) }).regime).not.toBe('bandwidth');
    },
  );

  it('of a product under twenty times its launches is dispatch or undecided, and says so with both numbers', () => {
    const short = { dispatch: share(0.06), timeNs: 46_700 };
    for (const changes of [{}, { dilution: found('refuted', 0.95) }, { roof: found('refuted', 0.4) }]) {
      const { regime, missing } = decide({ ...short, ...changes });
      expect(regime).toBe('undecided');
      expect(missing[0]).toBe(
        'it takes 46.7 µs, under 20 times the 2.80 µs of launching it, so that only dispatch could be concluded',
      );
    }
    expect(decide({ ...short, compute: share(0.9), flops: found('refuted', 2) }).regime).toBe('undecided');
    expect(decide({ dispatch: share(0.7), timeNs: 4_000 }).regime).toBe('dispatch');
    expect(decide({ dispatch: share(0.049), timeNs: 57_000 }).regime).toBe('bandwidth');
  });

  it('is not bandwidth where t0 is so uncertain that dispatch may take 0.15', () => {
    const { regime, missing } = decide({ dispatch: share(0.04, 0.12) });
    expect(regime).toBe('undecided');
    expect(missing).toEqual(['whether dispatch takes 0.15 of the time is within the noise']);
  });

  it('is not bandwidth where dilution or latency leave room for another limit', () => {
    const mixed = decide({ dilution: found('supported', 0.68) });
    expect(mixed).toMatchObject({ regime: 'undecided', pointsToBandwidth: true });
    expect(mixed.missing[0]).toMatch(/E6\) is supported, but not so clearly/);
    const late = decide({ latency: found('undecided', 1.3) });
    expect(late.regime).toBe('undecided');
    expect(late.missing[0]).toMatch(/latency \(E8\) may share in the limit/);
  });

  it('names latency among what refutes bandwidth', () => {
    expect(decide({ latency: found('refuted', 2) }).missing).toEqual(['latency (E8) refutes bandwidth']);
  });

  it('is none where memory does not matter', () => {
    expect(decide({ dilution: found('refuted', 0.97) }).regime).toBe('none');
  });
});
