import { expect, it } from 'vitest';
import { leftOutForTime } from '../core/record/left-out.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { testGpu } from '../gpu/testing.ts';
import { nodePlatform } from '../platform/node.ts';
import { validateResult } from '../store/validate.ts';
import { examineFile, validationTools } from './integrity.ts';
import { runSuite } from './run.ts';

it('a run that is given more time goes on into a fuller result, which agrees with itself', async context => {
  await testGpu(context);
  const results: ResultFile[] = [];
  const given = [2000];
  const events = runSuite({
    platform: nodePlatform,
    suiteId: 'smoke',
    files: [],
    kernelsGlob: 'gemv/row-per-thread',
    adapter: null,
    seed: 1,
    timeBudgetMs: 200,
    label: null,
    signal: new AbortController().signal,
    programVersion: '0.1.0',
    longer: async () => given.shift() ?? null,
  });
  for await (const event of events) if (event.type === 'result') results.push(event.file);
  const [first, fuller] = results;
  expect(results.length).toBe(2);
  const measuredIn = ({ records }: ResultFile) =>
    records.filter(({ status }) => status === 'ok').map(({ address }) => address);
  expect(leftOutForTime(first!.records)).toBeGreaterThan(0);
  expect(measuredIn(fuller!).length).toBeGreaterThan(measuredIn(first!).length);
  expect(measuredIn(fuller!)).toEqual(expect.arrayContaining(measuredIn(first!)));
  expect(fuller!.session.continued?.length).toBe(1);
  expect(fuller!.session.startedAt).toBe(first!.session.startedAt);
  expect(fuller!.sha256).not.toBe(first!.sha256);
  expect(await validateResult(fuller!, validationTools)).toEqual([]);
  expect(await examineFile(fuller!)).toEqual([]);
});
