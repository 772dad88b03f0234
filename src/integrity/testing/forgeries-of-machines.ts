import { type Forgery, factorBetween, pickOne } from './forgery.ts';

const ONLY_SAID = 'It is only said: a file has no more than text for it.';

const NVIDIA = {
  vendor: 'nvidia',
  architecture: 'hopper',
  device: 'NVIDIA H200',
  description: 'NVIDIA H200',
  isFallbackAdapter: false,
  class: 'hardware',
};

/** Which machine it was, when, and with what. */
export const FORGERIES_OF_MACHINES: readonly Forgery[] = [
  {
    id: 'machine/said-hardware',
    forge: ({ environment: { adapter } }) => {
      if (adapter.class !== 'software') return false;
      adapter.class = 'hardware';
      return true;
    },
  },
  {
    id: 'machine/said-software',
    passes: ONLY_SAID,
    forge: ({ environment: { adapter } }) => {
      if (adapter.class === 'software') return false;
      adapter.class = 'software';
      return true;
    },
  },
  {
    id: 'machine/renamed',
    passes: `${ONLY_SAID} What its times would make of that card is for the reader of a table.`,
    forge: ({ environment: { adapter } }, random) => {
      const name = pickOne(random, ['NVIDIA H200', 'Apple M4 Max', 'Radeon RX 7900 XTX'])!;
      Object.assign(adapter, {
        vendor: name.split(' ')[0]!.toLowerCase(),
        architecture: '',
        device: name,
        description: name,
        isFallbackAdapter: false,
        class: 'hardware',
      });
      return true;
    },
  },
  {
    id: 'machine/label',
    passes: 'A label is free text.',
    forge: ({ environment }) => {
      environment.label = 'a desk that was never there';
      return true;
    },
  },
  {
    id: 'machine/warps-of-64-at-nvidia',
    forge: ({ environment: { adapter } }) => {
      Object.assign(adapter, {
        ...NVIDIA,
        subgroupMinSize: 64,
        subgroupMaxSize: 64,
      });
      return true;
    },
  },
  {
    id: 'machine/feature-removed',
    passes: 'A feature that no case needed may not have been there.',
    forge: ({ environment }, random) => {
      const feature = pickOne(random, environment.features);
      if (feature === undefined) return false;
      environment.features = environment.features.filter(other => other !== feature);
      return true;
    },
  },
  {
    id: 'machine/limit-lowered',
    passes: 'A limit that no case came near may have been lower.',
    forge: ({ environment }, random) => {
      const [name, value] = pickOne(random, Object.entries(environment.limits)) ?? [];
      if (name === undefined || value === undefined) return false;
      environment.limits[name] = Math.floor(value / factorBetween(random, 2, 64));
      return true;
    },
  },
  {
    id: 'machine/no-timestamps',
    forge: ({ environment }) => {
      if (environment.clock.timestampStepNs === null) return false;
      environment.clock.timestampStepNs = null;
      environment.clock.timestampsQuantised = null;
      return true;
    },
  },
  {
    id: 'machine/other-clock-step',
    passes: 'A coarser step that all durations happen to be multiples of may have been the clock’s.',
    forge: ({ environment: { clock } }, random) => {
      if (clock.timestampStepNs === null) return false;
      clock.timestampStepNs *= 2 ** (1 + random.below(8));
      return true;
    },
  },
  {
    id: 'machine/before-webgpu',
    forge: ({ session }, random) => {
      session.startedAt = new Date(Date.UTC(1990 + random.below(33), random.below(4), 1)).toISOString();
      return true;
    },
  },
  {
    id: 'machine/in-the-future',
    forge: ({ session }, random) => {
      session.startedAt = new Date(Date.now() + (3 + random.below(3000)) * 86_400_000).toISOString();
      return true;
    },
  },
  {
    id: 'machine/another-day',
    passes: 'When it was measured is only said.',
    forge: ({ session }, random) => {
      const past = Date.now() - (1 + random.below(500)) * 86_400_000;
      session.startedAt = new Date(past).toISOString();
      return true;
    },
  },
];
