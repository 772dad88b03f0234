import { describe, expect, it } from 'vitest';
import type { Finding, FindingStatus, Regime } from '../../core/record/finding.ts';
import type { ShareEstimate } from '../experiments/shares.ts';
import { decideRegime } from './regime.ts';
import type { Evidence } from './signs.ts';

/** A share of the time: at least 0.6, under it, on both sides of it, or not measured; of dispatch too much for a product. */
type ShareSign = 'L' | 's' | '~' | '-' | 'k';
/** Supported, refuted, undecided. */
type FindingSign = '+' | '×' | '?';

const SHARES: Readonly<Record<ShareSign, ShareEstimate | null>> = {
  L: share(0.6, 0.8),
  s: share(0.01, 0.08),
  '~': share(0.599, 0.6),
  '-': null,
  k: share(0.06, 0.08),
};
const STATUSES: Readonly<Record<FindingSign, FindingStatus>> = {
  '+': 'supported',
  '×': 'refuted',
  '?': 'undecided',
};

function share(low: number, high: number): ShareEstimate {
  return { value: (low + high) / 2, low, high, paired: true, count: 10, evidence: [] };
}

function finding(sign: FindingSign, value: number | null = 1): Finding {
  const status = STATUSES[sign];
  return { id: '', title: '', unit: '', evidence: [], reason: '', status, value, low: value, high: value };
}

type Signs = readonly [dispatch: ShareSign, compute: ShareSign, ...findings: FindingSign[]];

/** "ss ++?+×?": the shares of dispatch and compute, then E1, E3, E4, E5, E6, E8. */
function evidence(text: string, more: Partial<Evidence> = {}): Evidence {
  const [dispatch, compute, ...findings] = [...text.replaceAll(' ', '')] as unknown as Signs;
  const [roof, bytes, flops, batches] = findings.map(sign => finding(sign));
  return {
    tooFewRounds: false,
    bandwidth: share(0.5, 1),
    compute: SHARES[compute],
    dispatch: SHARES[dispatch],
    timeNs: 60_000,
    roof: roof!,
    bytes: bytes!,
    flops: flops!,
    batches: batches!,
    dilution: finding(findings[4]!, 0.5),
    latency: finding(findings[5] ?? '?', findings[5] === undefined ? null : 1),
    ...more,
  };
}

/** The first line that fits decides. `.` is anything, `!` anything that is not refuted. */
const TABLE: readonly (readonly [string, Regime])[] = [
  // d c E1 E3 E4 E5 E6 E8
  ['L. ......', 'dispatch'],
  ['~. ......', 'undecided'],
  ['-. ......', 'undecided'],
  ['k. ......', 'undecided'],
  ['sL ..×...', 'compute'],
  ['s. ++!!+!', 'bandwidth'],
  ['s. +!!++!', 'bandwidth'],
  ['ss ×.....', 'none'],
  ['ss ....×.', 'none'],
  ['.. ......', 'undecided'],
];

function everyEvidence(): readonly string[] {
  const kinds = [[...'Ls~-k'], [...'Ls~-'], ...Array.from({ length: 6 }, () => [...'+×?'])];
  return kinds.reduce<readonly string[]>(
    (texts, signs) => texts.flatMap(text => signs.map(sign => text + sign)),
    [''],
  );
}

function fits(text: string, pattern: string): boolean {
  return [...pattern.replaceAll(' ', '')].every(
    (wanted, i) => wanted === '.' || wanted === text[i] || (wanted === '!' && text[i] !== '×'),
  );
}

function near(value: number, halfWidth = 0.002): ShareEstimate {
  return share(value - halfWidth, value + halfWidth);
}

const decide = (changes: Partial<Evidence>) => decideRegime(evidence('ss ++++++', changes));

describe('the regime', () => {
  it('follows from shares and findings as the table has it, in every case', () => {
    const all = everyEvidence();
    expect(all.length).toBe(5 * 4 * 3 ** 6);
    const wrong = all.flatMap(text => {
      const [line, expected] = TABLE.find(([pattern]) => fits(text, pattern))!;
      const { regime } = decideRegime(evidence(text));
      return regime === expected ? [] : [`${text}: ${regime}, but ${line} is ${expected}`];
    });
    expect(wrong).toEqual([]);
  });

  it('names what is missing or in the way where it is undecided, and only there', () => {
    for (const text of everyEvidence()) {
      const { regime, missing } = decideRegime(evidence(text));
      expect(missing.length > 0, text).toBe(regime === 'undecided');
    }
  });

  it('says each clause plainly too, without the words of the experiments', () => {
    for (const text of everyEvidence()) {
      const { missing, plainMissing } = decideRegime(evidence(text));
      expect(plainMissing.length, text).toBe(missing.length);
      expect(plainMissing.join('; ')).not.toMatch(/E\d|ladder|dilution|dispatch|bandwidth|T\(|roof|latency/);
    }
  });

  it('names two tests that stand alike at once', () => {
    const missing = (findings: string) => decideRegime(evidence(`ss ${findings}`)).plainMissing;
    const tests = 'the tests with fewer bytes a weight and with several vectors';
    expect(missing('+?+?+')).toEqual([`${tests} are undecided`]);
    const [bytes, batches] = [finding('?', null), finding('?', null)];
    expect(decideRegime(evidence('ss +?+?+', { bytes, batches })).plainMissing).toEqual([
      `${tests} were not measured`,
    ]);
  });

  it('is never decided by fewer than five rounds', () => {
    expect(decideRegime(evidence('ss +++++', { tooFewRounds: true }))).toEqual({
      regime: 'undecided',
      missing: ['it was measured in fewer than 5 rounds'],
      plainMissing: ['the matrix product that decides was measured in fewer than 5 rounds'],
      pointsToBandwidth: false,
    });
  });

  it('points to bandwidth where only a ladder is missing, unless dispatch may take the time or a ladder refutes it', () => {
    const pointing = everyEvidence().filter(text => decideRegime(evidence(text)).pointsToBandwidth);
    const expected = everyEvidence().filter(text =>
      ['s. +?!?+!', 'k. +!!!+!'].some(pattern => fits(text, pattern)),
    );
    expect(pointing).toEqual(expected);
  });

  it.each([
    ['-s +++++', ['the dispatch cost on this clock was not measured']],
    ['~s +++++', ['whether dispatch takes 0.6 of the time is within the noise']],
    ['s- ×++++', ['there is no FMA ceiling']],
    ['s~ ×++++', ['whether arithmetic explains 0.6 of the time is within the noise']],
    ['sL ×+?++', ['arithmetic explains most of the time, but the FLOP ladder (E4) is undecided']],
    ['ss ++++?', ['dilution (E6) is undecided']],
    ['ss ?++++', ['the roof (E1) is undecided']],
    ['ss +×+++', ['the byte ladder (E3) refutes bandwidth']],
    ['ss +×××+', ['E3', 'E4', 'E5'].map(id => expect.stringContaining(`(${id}) refutes bandwidth`))],
    ['ss +++++×', ['latency (E8) refutes bandwidth']],
    ['ss +?+?+', ['the byte ladder (E3) is undecided and the batch ladder (E5) is undecided']],
  ])('on %s misses %j', (text, missing) => {
    expect(decideRegime(evidence(text)).missing).toEqual(missing);
  });

  it('tells what was not measured from what is undecided', () => {
    const unmeasured = evidence('ss ++++?', { dilution: finding('?', null) });
    expect(decideRegime(unmeasured).missing).toEqual(['dilution (E6) was not measured']);
  });

  it('of a product under twenty times its launches is dispatch or undecided, and says so with both numbers', () => {
    const short = { dispatch: near(0.06), timeNs: 46_700 };
    for (const changes of [{}, { dilution: finding('×', 0.95) }, { roof: finding('×', 0.4) }]) {
      const { regime, missing } = decide({ ...short, ...changes });
      expect(regime).toBe('undecided');
      expect(missing[0]).toBe(
        'it takes 46.7 µs, under 20 times the 2.80 µs of launching it, so that only dispatch could be concluded',
      );
    }
    expect(decide({ ...short, compute: near(0.9), flops: finding('×', 2) }).regime).toBe('undecided');
    expect(decide({ dispatch: near(0.7), timeNs: 4_000 }).regime).toBe('dispatch');
    expect(decide({ dispatch: near(0.049), timeNs: 57_000 }).regime).toBe('bandwidth');
  });

  it('is not bandwidth where t0 is so uncertain that dispatch may take 0.15', () => {
    const { regime, missing } = decide({ dispatch: near(0.04, 0.12) });
    expect(regime).toBe('undecided');
    expect(missing).toEqual(['whether dispatch takes 0.15 of the time is within the noise']);
  });

  it('is not bandwidth where dilution, latency and launching leave room for another limit', () => {
    const dispatch = near(0.04);
    const regimeOf = (changes: Partial<Evidence>) => decide({ dispatch, ...changes }).regime;
    expect(regimeOf({ dilution: finding('+', 0.62) })).toBe('bandwidth');
    const mixed = decide({ dispatch, dilution: finding('+', 0.68) });
    expect(mixed).toMatchObject({ regime: 'undecided', pointsToBandwidth: true });
    expect(mixed.missing).toEqual([
      'what dilution (E6) saves, less what latency (E8) and launching take, leaves 61.3 % of the time to memory; 65.0 % would exclude other limits',
    ]);
    expect(regimeOf({ latency: finding('?', 1.3) })).toBe('bandwidth');
    expect(regimeOf({ latency: finding('?', 1.35) })).toBe('undecided');
    expect(regimeOf({ dilution: finding('+', 0.62), latency: finding('?', 1.16) })).toBe('undecided');
    // More in flight is no help, and no evidence against waiting either.
    expect(regimeOf({ dilution: finding('+', 0.62), latency: finding('+', 0.97) })).toBe('bandwidth');
    expect(regimeOf({ dilution: finding('+', 0.63), dispatch: near(0.13) })).toBe('undecided');
  });
});
