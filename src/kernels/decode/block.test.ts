import { describe, expect, it } from 'vitest';
import { DISPATCHES_A_BLOCK } from '../../core/transformer.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { problemAt } from '../../testing/problem-at.ts';
import { launchOn } from '../../testing/tiny-cases.ts';
import kernel from './block.kernel.ts';

const gpt = problemAt('transformer(model=tiny-gpt,context=64)');
const llama = problemAt('transformer(model=tiny-llama,context=64)');

describe('the launch of decode/block', () => {
  it('has eight stages, and one more to rotate', () => {
    expect(launchOn(kernel, gpt).stages.map(({ entryPoint }) => entryPoint)).toEqual([
      'normalizeVector',
      'project',
      'attend',
      'combine',
      'project',
      'normalizeVector',
      'project',
      'project',
    ]);
    expect(launchOn(kernel, llama).stages[2]!.entryPoint).toBe('rotate');
    expect(launchOn(kernel, llama).stages.length).toBe(9);
  });

  it('has as many stages as models are reckoned with', () => {
    expect(launchOn(kernel, gpt).stages.length).toBe(DISPATCHES_A_BLOCK.gpt);
    expect(launchOn(kernel, llama).stages.length).toBe(DISPATCHES_A_BLOCK.llama);
  });

  it('hands every stage what an earlier one wrote', () => {
    for (const problem of [gpt, llama]) {
      const { stages, resources } = launchOn(kernel, problem);
      const between = new Set(resources.filter(({ role }) => role === 'scratch').map(({ name }) => name));
      const chain = stages.map(({ bindings }) => bindings.filter(name => between.has(name) || name === 'x'));
      expect(chain[0]).toEqual(['x', 'normalized']);
      for (const [index, names] of chain.entries()) {
        if (index > 0) expect(names.some(name => chain[index - 1]!.includes(name))).toBe(true);
      }
    }
  });

  it('attends with a workgroup for each head and 64 positions, the token one of them', () => {
    // 64 cached positions and the token: two chunks for each of 5 heads.
    const attend = launchOn(kernel, gpt).stages.find(({ entryPoint }) => entryPoint === 'attend');
    expect(attend!.workgroups).toEqual([10, 1, 1]);
  });

  it('cuts matrices that do not fit a binding, keeping gates beside what they gate', () => {
    // A row of `up` takes 160 bytes: 6 rows, 88 rows in all.
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 1100 };
    const whole = problemAt('transformer(model=tiny-llama,context=4)');
    expect(kernel.supports(whole, limits)).toBe(true);
    const slabs = launchOn(kernel, whole, { limits }).resources.filter(({ name }) => /^up\.\d+$/.test(name));
    expect(slabs.map(({ byteLength }) => byteLength / 160)).toEqual([...Array(14).fill(6), 4]);
  });

  it('says what does not fit where something cannot be cut', () => {
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 4096 };
    expect(kernel.supports(problemAt('transformer(model=tiny-gpt,context=40)'), limits)).toBe(
      'the cache of keys takes 9.38 KiB, but maxStorageBufferBindingSize is 4 KiB',
    );
  });

  it('counts padded rows as executed', () => {
    const even = launchOn(kernel, gpt, { tunables: { rowsPerGroup: 4 } }).work;
    expect(even.executedFlops).toBe(even.usefulFlops);
    // 180, 60, 100 and 60 rows in blocks of 8: 4 more in each.
    const padded = launchOn(kernel, gpt, { tunables: { rowsPerGroup: 8 } }).work;
    expect(padded.executedFlops - padded.usefulFlops).toBe(2 * 4 * (60 + 60 + 60 + 100));
  });
});
