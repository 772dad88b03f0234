import { describe, expect, it } from 'vitest';
import { machineOf } from '../machines/machine.ts';
import { environmentOf } from '../testing/compared.ts';
import { chooseSides } from './choose-sides.ts';
import type { SideRun } from './side.ts';

function run(sha256: string, names: Parameters<typeof environmentOf>[0] = { name: 'Card One' }): SideRun {
  return {
    sha256,
    machine: machineOf(environmentOf(names)),
    startedAt: '2026-01-01T00:00:00.000Z',
    cases: [],
  };
}

const [one, again, two] = [run('a'), run('b'), run('c', { name: 'Card Two' })];

describe('the sides of a comparison', () => {
  it('are the one machine of each', () => {
    expect(chooseSides([one], [two])).toEqual({ a: [one], b: [two], notes: [] });
  });

  it('are the machine that both have, where there are others as well', () => {
    expect(chooseSides([one, two], [again])).toEqual({
      a: [one],
      b: [again],
      notes: ['Only Card One, Dawn in Node is on both sides: 1 run of others is left out.'],
    });
  });

  it('hold no run twice: what is compared is no baseline of itself', () => {
    expect(chooseSides([one, again], [again])).toMatchObject({
      a: [one],
      b: [again],
      notes: ['1 run of the baseline is compared with it, and left out of it.'],
    });
    expect(chooseSides([one], [one])).toEqual({ obstacle: 'the baseline has no other run' });
  });

  it('hold nothing simulated', () => {
    const simulated = run('s', { name: 'Card One', vendor: 'simulated' });
    expect(chooseSides([one, simulated], [again])).toMatchObject({
      a: [one],
      notes: ['Simulated runs are not compared.'],
    });
    expect(chooseSides([one], [simulated])).toEqual({
      obstacle: 'there is no run to compare with the baseline',
    });
  });

  it('are none where a side is several machines, or a processor stands against a GPU', () => {
    const three = run('d', { name: 'Card Three' });
    expect(chooseSides([one, two], [three])).toEqual({
      obstacle:
        'a side is one machine; the baseline has 2 (Card One, Dawn in Node; Card Two, Dawn in Node), the other 1 (Card Three, Dawn in Node)',
    });
    const processor = run('e', { name: 'llvmpipe', class: 'software' });
    expect(chooseSides([one], [processor])).toEqual({ obstacle: 'a processor is not compared with a GPU' });
  });
});
