import type { ComponentChildren } from 'preact';
import {
  adapterName,
  type ClockFacts,
  type DeviceClass,
  type Environment,
} from '../../../core/environment.ts';
import { formatCount, formatDuration, formatMemory } from '../../../core/units.ts';
import { MINIMUM_STEPS } from '../../../measure/case/sampler.ts';
import type { EngineDescription } from '../../engine/engine.ts';
import { liveEnvironment } from '../../state.ts';

/** What this GPU is and how good its clock is. */
export function DeviceCard({ engine }: { readonly engine: EngineDescription | null }) {
  if (engine?.status !== 'ready') return null;
  const environment = liveEnvironment.value ?? engine.environment;
  const { adapter, limits, runtime } = environment;
  return (
    <aside class="device" aria-labelledby="device-title">
      <h2 id="device-title">This GPU</h2>
      <dl class="facts">
        <Fact name="Name">{adapterName(adapter)}</Fact>
        <Fact name="Class">{CLASSES[adapter.class]}</Fact>
        <Fact name="Its clock">{clockSentence(environment.clock, environment.features)}</Fact>
      </dl>
      <details class="more">
        <summary>All features and limits</summary>
        <dl class="facts">
          <Fact name="Runs in">
            {runtime.name} {runtime.version}, {runtime.platform}
          </Fact>
          <Fact name="Subgroups">{subgroups(environment)}</Fact>
          <Fact name="Half precision">{environment.features.includes('shader-f16') ? 'yes' : 'no'}</Fact>
          <Fact name="Largest buffer">{memory(limits.maxBufferSize)}</Fact>
          <Fact name="Largest binding">{memory(limits.maxStorageBufferBindingSize)}</Fact>
          <Fact name="Workgroup memory">{memory(limits.maxComputeWorkgroupStorageSize)}</Fact>
          <Fact name="Threads a group">{count(limits.maxComputeInvocationsPerWorkgroup)}</Fact>
        </dl>
      </details>
    </aside>
  );
}

const CLASSES: Readonly<Record<DeviceClass, string>> = {
  hardware: 'hardware',
  software: 'software: this computer’s processor',
};

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function subgroups({ adapter, features }: Environment): string {
  const { subgroupMinSize: min, subgroupMaxSize: max } = adapter;
  if (!features.includes('subgroups')) return 'not offered';
  if (min === null || max === null) return 'yes, size not said';
  return min === max ? `${min} threads` : `${min} to ${max} threads`;
}

function memory(bytes: number | undefined): string {
  return bytes === undefined ? 'n/a' : formatMemory(bytes);
}

function count(value: number | undefined): string {
  return value === undefined ? 'n/a' : formatCount(value);
}

/** What the clock's step means for the reader. */
export function clockSentence(clock: ClockFacts, features: readonly string[]): string {
  const step = clock.timestampStepNs;
  if (step === null && features.includes('timestamp-query')) {
    return 'This GPU offers timestamps; their step is measured first when a run starts.';
  }
  if (step === null) {
    const wall = clock.wallStepNs > 0 ? ` It ticks every ${formatDuration(clock.wallStepNs)}.` : '';
    return `No GPU timestamps here: the wall clock times batches of many executions, and the slope over their number is the result.${wall}`;
  }
  const why = clock.timestampsQuantised ? ' (the browser rounds it)' : '';
  return `The GPU clock ticks every ${formatDuration(step)}${why}; a sample is to last at least ${MINIMUM_STEPS} ticks, so that one costs under 1 % of it.`;
}
