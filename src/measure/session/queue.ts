import type { DeferredSection, Group, Plan, Section } from '../../core/plan.ts';
import type { BenchRecord, Case } from '../../core/record/record.ts';
import type { SectionWeights } from './budget.ts';

/** The sections of a plan that are still to come, and what refining adds when they are done. */
export interface SectionQueue {
  /**
   * The next section; null when nothing is left.
   * @param records what was seen so far: deferred sections and refinements choose their cases by it
   * @param mayRefine whether a refinement may be asked for once the plan's sections are done
   */
  next(records: readonly BenchRecord[], mayRefine: boolean): Section | null;
  /** The section at hand had no time, as a whole or for these of its groups: it waits until there is more. */
  leave(groups?: readonly Group[]): void;
  /** Queues all that was left, as it was planned: deferred sections choose anew by what is known then. */
  requeue(): void;
  /** Of all that comes after the section at hand. */
  laterWeights(): Pick<SectionWeights, 'waiting' | 'refining'>;
  /** Cases known so far. */
  plannedCount(): number;
}

export function createQueue(plan: Plan): SectionQueue {
  const waiting = [...plan.sections];
  const planned = new Set(plannedCases(plan).map(keyOf));
  let left: (Section | DeferredSection)[] = [];
  let atHand: { readonly planned: Section | DeferredSection; readonly section: Section } | null = null;
  return {
    next(records, mayRefine) {
      const first = waiting.shift() ?? (mayRefine ? plan.refine?.(records) : null) ?? null;
      const section = first && chosen(first, records);
      atHand = first && section && { planned: first, section };
      for (const c of section?.groups.flat() ?? []) planned.add(keyOf(c));
      return section;
    },
    leave(groups) {
      if (atHand === null) return;
      const { planned: whole, section } = atHand;
      // Rounds of its own, and an order of its own within them.
      left.push(groups ? { ...section, id: `${section.id}/more`, groups } : whole);
    },
    requeue() {
      waiting.push(...left);
      left = [];
    },
    laterWeights: () => ({
      waiting: waiting.reduce((sum, { weight }) => sum + weight, 0),
      refining: plan.refine ? (plan.refineWeight ?? 0) : 0,
    }),
    plannedCount: () => planned.size,
  };
}

function chosen(section: Section | DeferredSection, records: readonly BenchRecord[]): Section {
  return 'groups' in section ? section : { ...section, groups: section.choose(records) };
}

/** What is known of the cases before the run. */
export function plannedCases(plan: Plan): readonly Case[] {
  return [
    ...plan.sections.flatMap(section => ('groups' in section ? section.groups.flat() : [])),
    ...plan.hostCases,
  ];
}

function keyOf(c: Case): string {
  return JSON.stringify(c);
}
