import { describe, expect, it } from 'vitest';
import type { Plan } from '../../core/plan.ts';
import { planOf, product, simulatedSession } from '../testing/simulated-session.ts';

const A = product(256);

async function progressOf(options: Partial<Plan>) {
  const { events } = await simulatedSession(planOf([[[A]]], options));
  return events.flatMap(event => (event.type === 'progress' ? [event.progress] : []));
}

describe('the countdown of a session', () => {
  it('is not over while rounds are run that are run whatever the time', async () => {
    const later = (await progressOf({ timeBudgetMs: 1 })).filter(({ doing }) => /round [2-5]$/.test(doing));
    expect(later.length).toBe(4);
    expect(Math.min(...later.map(({ remainingMs }) => remainingMs!))).toBeGreaterThan(0);
  });

  it('goes on from what choosing the sizes took, and counts what comes after the sections', async () => {
    const [first] = await progressOf({ timeBudgetMs: 4000, preparedMs: 7000, endingMs: 500 });
    expect(first!.elapsedMs).toBeGreaterThanOrEqual(7000);
    expect(first!.elapsedMs + first!.remainingMs!).toBeCloseTo(11_500);
  });
});
