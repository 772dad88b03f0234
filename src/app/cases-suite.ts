import { baselines } from '../catalog.ts';
import { CASES_SUITE } from '../core/asked-suites.ts';
import type { Group, Plan, Suite, SuiteContext } from '../core/plan.ts';
import { formatCase } from '../core/record/address.ts';
import type { Case } from '../core/record/record.ts';
import { ASKED, askedPlan, requireFiles } from './asked-plan.ts';

/** What a section costs before anything is timed, and what each case adds. */
const BASE_SECONDS = { hardware: 5, software: 8 } as const;
const CASE_SECONDS = { hardware: 4, software: 8 } as const;

/** Cases by their addresses, measured together: in interleaved rounds, so that what drifts drifts for all. */
export function casesSuite(cases: readonly Case[]): Suite {
  return {
    ...ASKED,
    id: CASES_SUITE,
    label: 'Cases',
    question: 'How long do these cases take?',
    description: 'Cases by their addresses.',
    expectedSeconds: secondsOf(cases),
    plan: context => casesPlan(cases, context),
  };
}

function secondsOf({ length }: readonly Case[]): Suite['expectedSeconds'] {
  return {
    hardware: BASE_SECONDS.hardware + CASE_SECONDS.hardware * length,
    software: BASE_SECONDS.software + CASE_SECONDS.software * length,
  };
}

function casesPlan(cases: readonly Case[], context: SuiteContext): Plan {
  requireFiles(
    context,
    cases.map(({ problem }) => problem),
  );
  const isHost = ({ kernelId }: Case) => baselines.has(kernelId);
  const groups = groupsOf(cases.filter(c => !isHost(c)));
  return {
    ...askedPlan(context, { suite: CASES_SUITE, seconds: secondsOf(cases) }),
    sections: groups.length === 0 ? [] : [{ id: 'cases', title: 'Cases', weight: 1, groups }],
    hostCases: cases.filter(isHost),
  };
}

/** The first case is the reference of the others, A B B A; one that reads less of its matrix has the whole one for that. */
function groupsOf(cases: readonly Case[]): readonly Group[] {
  const [first, ...others] = cases;
  if (first === undefined) return [];
  const pairs = others.map((c): Group => {
    const reference = wholeOf(c, cases) ?? first;
    // Two clocks do not pair, and the reference of a case may come after it.
    return reference.clock === c.clock ? [reference, c] : [c];
  });
  return pairs.some(group => group.includes(first)) ? pairs : [[first], ...pairs];
}

function wholeOf(c: Case, cases: readonly Case[]): Case | undefined {
  if (c.memoryShare === 1) return undefined;
  const { residentBytes: _, ...rest } = c;
  const address = formatCase({ ...rest, memoryShare: 1 });
  return cases.find(other => formatCase(other) === address);
}
