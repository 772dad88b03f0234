import { describe, expect, it } from 'vitest';
import { planOf, product, simulatedSession } from '../testing/simulated-session.ts';

const [A, B] = [product(256), product(512)];

describe('the end of a section', () => {
  it('is told after the records of the section and before the next one, with the rounds that it took', async () => {
    const { events } = await simulatedSession(planOf([[[A]], [[A, B]]]));
    const told = events.flatMap((event): unknown[] => {
      if (event.type === 'record') return [event.record.address];
      return event.type === 'section' ? [event.section] : [];
    });
    const facts = { plannedRounds: 5, discardedRounds: 0, unsteady: false };
    expect(told).toEqual([A, { id: '0', ...facts }, A, B, { id: '1', ...facts }]);
  });

  it('is not told of a section that there was no time for', async () => {
    const { events } = await simulatedSession(planOf([[[A]], [[B]]], { timeBudgetMs: 1 }));
    expect(events.flatMap(event => (event.type === 'section' ? [event.section.id] : []))).toEqual(['0']);
  });
});
