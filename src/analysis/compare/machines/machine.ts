import {
  adapterName,
  type DeviceClass,
  type Environment,
  SIMULATED_VENDOR,
} from '../../../core/environment.ts';

/**
 * What runs are collected under: the adapter by its name, the label that its owner gave, and the runtime by its name. So the
 * same card in Chrome and in Node is two machines, since a browser is part of what is measured; two versions of one browser
 * or driver are one, since they are what is compared over time; and two cards of one model without labels count as one,
 * since nothing in a file tells them apart. The version is in the name of a software adapter, which is nothing but a driver.
 */
export interface Machine {
  /** Equal for runs of one machine. */
  readonly id: string;
  /** Equal for machines of one GPU model as far as the runtime names it; browsers name the architecture only. */
  readonly modelId: string;
  /** "NVIDIA H200". */
  readonly name: string;
  readonly label: string | null;
  readonly vendor: string;
  readonly class: DeviceClass;
  /** "node", "Chrome". */
  readonly runtime: string;
  /** A device that exists only as a model: never ranked. */
  readonly isSimulated: boolean;
}

export function machineOf({
  adapter,
  label,
  runtime,
}: Pick<Environment, 'adapter' | 'label' | 'runtime'>): Machine {
  const name = adapterName(adapter);
  const modelId = slug(name);
  return {
    id: [modelId, slug(label ?? ''), slug(runtime.name), adapter.class].join('/'),
    modelId,
    name,
    label,
    vendor: adapter.vendor,
    class: adapter.class,
    runtime: runtime.name,
    isSimulated: adapter.vendor === SIMULATED_VENDOR,
  };
}

/** "NVIDIA H200 (rented), node"; a label that says no more than the name is left out. */
export function machineText({ name, label, runtime }: Machine): string {
  const extra = label === null || slug(label) === slug(name) ? '' : ` (${label})`;
  return `${name}${extra}, ${runtime}`;
}

/** Runtimes spell one name in several ways: "NVIDIA H200", "nvidia-h200". Letters of every script count. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
