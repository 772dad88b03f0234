import type { Environment } from '../../../core/environment.ts';
import { DEVICES } from '../../testing/device.ts';
import { syntheticEnvironment } from '../../testing/environment.ts';
import type { ComparedCase, ComparedRun } from '../machines/compared-run.ts';
import { machineOf } from '../machines/machine.ts';

/** A dense GEMV of 4096 × 4096 that takes 100 µs, give or take 1 %. */
export function comparedCase(fields: Partial<ComparedCase> = {}): ComparedCase {
  const medianNs = fields.medianNs ?? 100_000;
  return {
    operation: 'matvec',
    kernelId: 'gemv/a',
    format: 'dense-f32',
    valueType: 'f32',
    pattern: 'dense',
    rowCount: 4096,
    columnCount: 4096,
    rhsColumnCount: 1,
    nnz: 4096 ** 2,
    cache: 'stream',
    timerId: 'timestamp',
    launchHash: '1'.repeat(16),
    medianNs,
    lowNs: 0.99 * medianNs,
    highNs: 1.01 * medianNs,
    usefulFlops: 2 * 4096 ** 2,
    compulsoryBytes: 4 * 4096 ** 2,
    ...fields,
  };
}

export interface RunOptions extends Partial<Omit<ComparedRun, 'machine'>> {
  /** Of the adapter. */
  readonly name?: string;
  readonly label?: string;
  readonly runtime?: string;
  readonly vendor?: string;
  readonly class?: 'hardware' | 'software';
}

/** A run that reads at 1 TB/s and calculates at 10 TFLOP/s; its hash is made of its machine, suite and date. */
export function comparedRun(options: RunOptions = {}): ComparedRun {
  const { name = 'Card One', label, runtime, vendor, class: deviceClass, ...fields } = options;
  const environment = environmentOf({ name, label, runtime, vendor, class: deviceClass });
  const machine = machineOf(environment);
  const { suite = 'quick', startedAt = '2026-01-02T03:04:05.000Z' } = fields;
  return {
    sha256: `${machine.id} ${suite} ${startedAt}`,
    machine,
    runtimeVersion: '1.0',
    suite,
    startedAt,
    origin: 'others',
    standing: 'checked',
    read: { value: 1e12, low: 0.99e12, high: 1.01e12 },
    fma: { value: 1e13, low: 0.99e13, high: 1.01e13 },
    regime: 'bandwidth',
    hasRates: true,
    cases: [comparedCase()],
    ...fields,
  };
}

type Names = { readonly [Key in 'name' | 'label' | 'runtime' | 'vendor']?: string | undefined } & {
  readonly class?: 'hardware' | 'software' | undefined;
};

export function environmentOf(names: Names): Environment {
  const environment = syntheticEnvironment(DEVICES.bandwidthBound);
  const { adapter, runtime } = environment;
  return {
    ...environment,
    adapter: {
      ...adapter,
      vendor: names.vendor ?? adapter.vendor,
      description: names.name ?? adapter.description,
      class: names.class ?? adapter.class,
    },
    label: names.label ?? null,
    runtime: { ...runtime, name: names.runtime ?? runtime.name },
  };
}
