import { release } from 'node:os';
import { isSoftwareName, nameMeant, namesIn, namesText } from './adapter-names.ts';
import { askAgain } from './ask-again.ts';
import { bundleFolder, commandName } from './installation.ts';
import { loaderEnvironment, mountedDrivers } from './mounted-drivers.ts';
import { AdapterError, type AdapterWish, type Platform } from './platform.ts';
import { runAgain } from './relaunch.ts';
import { hasSoftwareAdapter, softwareAdapter } from './software-adapter.ts';
import { hasVulkanDriver, hasVulkanLoader } from './vulkan-files.ts';

const ENABLED_TOGGLES = ['allow_unsafe_apis'];
const DISABLED_TOGGLES = ['timestamp_quantization'];

/** Which environment this process was started in while looking for an adapter: as it is, with a loader, with SwiftShader. */
const STEP_VARIABLE = 'RIDGEPOINT_ADAPTER_STEP';
const STEPS = ['as-is', 'loader', 'software'] as const;
type Step = (typeof STEPS)[number];

/** Names of adapters as JSON, from the processes that looked for one before this. */
const SEEN_VARIABLE = 'RIDGEPOINT_ADAPTERS_SEEN';

/** Every adapter that Dawn has named on the way: not every process can see all of them. */
const seen = new Set<string>(JSON.parse(process.env[SEEN_VARIABLE] ?? '[]') as string[]);

/** Dawn's GPU objects: collected before the run ends, they abort the process. */
const held = new Set<GPU>();

export const nodePlatform: Platform = nodePlatformWithout([]);

/** @param toggles of Dawn that are switched off beside those that always are */
export function nodePlatformWithout(toggles: readonly string[]): Platform {
  const disabled = [...DISABLED_TOGGLES, ...toggles];
  return {
    runtime: {
      name: 'node',
      version: process.versions.node,
      platform: `${process.platform} ${process.arch} ${release()}`,
    },
    toggles: [...ENABLED_TOGGLES, ...disabled.map(toggle => `-${toggle}`)],
    now: () => performance.now(),
    requestAdapter: async wish => {
      const adapter = await askDawn(wish, askAgain, disabled);
      if (adapter) return adapter;
      throw new AdapterError('no-adapter', await missingAdapterAdvice(wish));
    },
    languageFeatures,
    whenVisible: () => Promise.resolve(),
    breathe: () => new Promise(resolve => setImmediate(resolve)),
  };
}

/**
 * Null where Dawn finds nothing that fits the wish.
 * @param patience askAgain, or once where another process will look further
 */
async function askDawn(
  wish: AdapterWish,
  patience: typeof askAgain = ask => ask(),
  disabledToggles: readonly string[] = DISABLED_TOGGLES,
): Promise<GPUAdapter | null> {
  const { create, globals } = await loadDawn();
  Object.assign(globalThis, globals);
  // Asking without a loader or driver only makes Dawn print warnings.
  if (adapterStep() === 'as-is' && !isPossible('as-is', wish)) return null;
  const byName = wish !== null && wish !== 'hardware' && wish !== 'software';
  const ask = (name: string | null): Promise<GPUAdapter | null> => {
    const gpu = create([
      `enable-dawn-features=${ENABLED_TOGGLES.join(',')}`,
      `disable-dawn-features=${disabledToggles.join(',')}`,
      ...(name === null ? [] : [`adapter=${name}`]),
    ]);
    held.add(gpu);
    return gpu.requestAdapter({ powerPreference: 'high-performance' });
  };
  let adapter: GPUAdapter | null;
  try {
    adapter = await patience(() => ask(byName ? wish : null));
  } catch (error) {
    const names = namesIn(String(error instanceof Error ? error.message : error));
    for (const name of names) seen.add(name);
    const meant = byName ? nameMeant(wish, names) : null;
    return meant === null ? null : patience(() => ask(meant)).catch(() => null);
  }
  const software =
    adapter !== null && (adapter.info?.isFallbackAdapter || isSoftwareName(adapter.info?.description ?? ''));
  if ((wish === 'hardware' && software) || (wish === 'software' && !software)) return null;
  return adapter;
}

/** Every instance of Dawn speaks the same WGSL. */
export function languageFeatures(): ReadonlySet<string> {
  const [gpu] = held;
  return gpu?.wgslLanguageFeatures ?? new Set();
}

interface DawnModule {
  create(options: readonly string[]): GPU;
  readonly globals: Record<string, unknown>;
}

async function loadDawn(): Promise<DawnModule> {
  try {
    return (await import('webgpu')) as unknown as DawnModule;
  } catch (error) {
    const detail = String(error instanceof Error ? error.message : error).split('\n')[0];
    throw new AdapterError(
      'no-webgpu',
      `Dawn, the WebGPU implementation for Node, does not load here (${detail}). It needs glibc 2.34 and GLIBCXX_3.4.30 or newer (Debian 12, Ubuntu 22.04), macOS or Windows.`,
    );
  }
}

/** Opens Dawn's null backend: compiles every shader with every feature, computes nothing, needs no driver. */
export async function requestNullAdapter(): Promise<GPUAdapter | null> {
  const { create, globals } = await loadDawn();
  Object.assign(globalThis, globals);
  const gpu = create(['backend=null', 'enable-dawn-features=allow_unsafe_apis']);
  held.add(gpu);
  return gpu.requestAdapter();
}

/** Lets the process end: Dawn keeps it alive while its objects are held. */
export function releaseGpu(): void {
  held.clear();
}

/** Whether another process of this program started this one, and waits for it. */
export function isRelaunched(): boolean {
  return adapterStep() !== 'as-is';
}

function adapterStep(): Step {
  return (process.env[STEP_VARIABLE] as Step | undefined) ?? 'as-is';
}

/**
 * Makes sure that a process in which the wished adapter can be found does the work. The loader path is read when a
 * process starts, so where there is no adapter this program starts itself again: first with a Vulkan loader for the
 * system's own driver, then with the software adapter.
 * @returns exit code of the process that did the work; null: this process has its adapter, go on
 * @throws UserError where a signal ended that process, or where there is no place to unpack what it needs
 */
export async function relaunchForAdapter(wish: AdapterWish): Promise<number | null> {
  const step = adapterStep();
  if (step === 'software' || (await askDawn(wish).catch(() => null)) !== null) return null;
  const later = STEPS.slice(STEPS.indexOf(step) + 1);
  const next = later.find(candidate => isPossible(candidate, wish));
  if (!next) return null;
  const { environment, folder } = softwareAdapter();
  const additions = next === 'loader' ? loaderEnvironment(folder) : environment;
  releaseGpu();
  return runAgain({
    ...process.env,
    ...additions,
    [STEP_VARIABLE]: next,
    [SEEN_VARIABLE]: JSON.stringify([...seen]),
  });
}

/** Could a process at this step find an adapter, judging by the files that lie here? */
function isPossible(step: Step, wish: AdapterWish): boolean {
  if (step === 'as-is')
    return process.platform !== 'linux' || (hasVulkanLoader(process.env) && hasVulkanDriver(process.env));
  if (!hasSoftwareAdapter()) return false;
  if (step === 'software') return wish !== 'hardware';
  return hasVulkanDriver(process.env) || mountedDrivers().manifests.length > 0;
}

const DRIVERS =
  'NVIDIA: nvidia-driver with libnvidia-gl, in containers NVIDIA_DRIVER_CAPABILITIES=all; AMD and Intel: mesa-vulkan-drivers';

async function missingAdapterAdvice(wish: AdapterWish): Promise<string> {
  const linux = process.platform === 'linux';
  const loader = linux && !hasSoftwareAdapter() ? ' and the Vulkan loader (libvulkan1)' : '';
  if (wish === 'hardware') {
    return `no hardware GPU adapter found. Install the driver of your GPU with its Vulkan part (${DRIVERS})${loader}, or run with --adapter software.`;
  }
  if (wish !== null && wish !== 'software') {
    if (seen.size > 0) return `no adapter matches "${wish}"; there is ${namesText(seen)}.`;
    return `no adapter matches "${wish}"; ${commandName()} doctor names the best there is.`;
  }
  if (linux && process.arch === 'x64') {
    const again =
      bundleFolder() === null ? 'Install the npm packages again (npm ci)' : 'Unpack the bundle again';
    return `no WebGPU adapter found, and the software adapter could not be started. ${again}, or install a Vulkan driver for your GPU (${DRIVERS}).`;
  }
  return `no WebGPU adapter found on ${process.platform} ${process.arch}. Install the driver of your GPU${linux ? ` with its Vulkan part (${DRIVERS})${loader}` : ''}; the software adapter exists for x86-64 Linux only.`;
}
