import { expect, it } from 'vitest';
import { createEntryList } from './entry-list.ts';

it('entries come back in order, over as many blocks as they fill, and are then gone', () => {
  const entryCount = 2 ** 18 + 5;
  const list = createEntryList(true, entryCount);
  for (let i = 0; i < entryCount; i++) list.add(i, i + 1, i % 7);
  const blocks = list.take();
  expect(blocks.map(({ count, rows }) => [count, rows.length])).toEqual([
    [2 ** 17, 2 ** 17],
    [2 ** 17, 2 ** 17],
    [5, 5],
  ]);
  const last = blocks.at(-1)!;
  expect([...last.rows]).toEqual([0, 1, 2, 3, 4].map(i => 2 ** 18 + i));
  expect([...last.columns]).toEqual([1, 2, 3, 4, 5].map(i => 2 ** 18 + i));
  expect([...last.values!]).toEqual([0, 1, 2, 3, 4].map(i => (2 ** 18 + i) % 7));
  expect(list.take()).toEqual([]);
});

it('a claimed number takes no memory before its entries come', () => {
  const list = createEntryList(false, 2 ** 31 - 1);
  list.add(3, 4, 0);
  const [block] = list.take();
  expect([block!.rows.length, block!.values]).toEqual([2 ** 17, null]);
});
