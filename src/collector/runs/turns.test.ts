import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('does one thing after the other, whatever becomes of them', async () => {
  const inTurn = createTurns();
  const seen: string[] = [];
  const act = (name: string, fails: boolean) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
    if (fails) throw new Error(name);
    return name;
  };
  const ends = await Promise.allSettled([inTurn(act('a', true)), inTurn(act('b', false))]);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(ends).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'b' }]);
});
