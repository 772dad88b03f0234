import { describe, expect, it } from 'vitest';
import { execute } from '../../gpu/execute.ts';
import { testGpu } from '../../gpu/testing.ts';
import { counterKernel, counterLaunch } from './counter.ts';

const POISON = 0xffffffff;
const STEPS = 64;

/** The chain as the shader has it. */
function chainFrom(seed: number, steps: number): number {
  let state = seed;
  for (let i = 0; i < steps; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    state = (state ^ (state >>> 15)) >>> 0;
  }
  return state;
}

describe('the counter', () => {
  it('adds one to what is there', async context => {
    const gpu = await testGpu(context);
    expect((await execute(gpu, counterKernel, counterLaunch(STEPS)))[0]).toBe((POISON + 1) >>> 0);
  });

  it('adds the end of its chain where the mask asks for it, so that no compiler may leave the chain out', async context => {
    const gpu = await testGpu(context);
    const launch = counterLaunch(STEPS);
    const resources = launch.resources.map(resource =>
      resource.name === 'step' ? { ...resource, data: new Uint32Array([1, 0xffffffff, 0, 0]) } : resource,
    );
    const [count] = await execute(gpu, counterKernel, { ...launch, resources });
    expect(count).toBe((POISON + 1 + chainFrom(POISON, STEPS)) >>> 0);
  });
});
