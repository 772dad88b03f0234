import { singles } from '../../bench/suites/parts/cases.ts';
import { baselines } from '../catalog.ts';
import { CASES_SUITE } from '../core/asked-suites.ts';
import type { Plan, Suite, SuiteContext } from '../core/plan.ts';
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
  const groups = singles(cases.filter(c => !isHost(c)));
  return {
    ...askedPlan(context, { suite: CASES_SUITE, seconds: secondsOf(cases) }),
    sections: groups.length === 0 ? [] : [{ id: 'cases', title: 'Cases', weight: 1, groups }],
    hostCases: cases.filter(isHost),
  };
}
