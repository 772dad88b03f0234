import type { CaseResolver } from '../../src/app/cases.ts';
import { formats, generators, get, kernels, matchKernels } from '../../src/catalog.ts';
import type { KernelDescriptor } from '../../src/core/kernel.ts';
import type { Pilot } from '../../src/core/plan.ts';
import { type Case, type CheckResult, isWrongOutput } from '../../src/core/record/record.ts';
import type { Sample } from '../../src/core/record/sample.ts';
import { NS_PER_MS } from '../../src/core/units.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import type { Prepared } from '../../src/gpu/prepare.ts';
import type { Bench } from '../../src/measure/case/bench.ts';
import { type MeasuredCase, measureFirst } from '../../src/measure/case/measured-case.ts';
import { roughNs } from '../../src/measure/case/sampler.ts';
import { type ProductSize, productSize } from '../../src/problems/patterns/product-size.ts';
import { patientProduct } from './opened.ts';
import type { DeviceProduct } from './peer.ts';
import type { ComparedProblem } from './problems.ts';

/** Kernels that the pilot puts within this factor of the fastest are all tried on the problem itself. */
const TRIED_WITHIN = 1.5;
const TRIAL_ROUNDS = 9;
/** One round is enough to choose by where either takes this long. */
const LONG_TRIAL_NS = 200e6;

/** Our fastest checked kernel on one problem, ready to be timed as a peer is. */
export interface Ours {
  readonly address: string;
  readonly kernelId: string;
  readonly tolerance: number;
  readonly check: CheckResult;
  readonly product: DeviceProduct;
}

export interface OursInput {
  readonly bench: Bench;
  readonly resolver: CaseResolver;
  readonly pilot: Pilot;
}

/** Kernels that compute with the values as they are: the peers do. */
export function takingPart(): readonly KernelDescriptor[] {
  return matchKernels('gemm,gemv,spmv')
    .map(id => get(kernels, id, 'kernel'))
    .filter(({ format }) => get(formats, format, 'format').lossy !== true);
}

/** Rough time of one execution of the fastest kernel, from the pilot. */
export function estimateMs({ pilot }: OursInput, compared: ComparedProblem): number {
  const size = sizeOf(compared);
  return Math.min(...fitting(compared).map(({ id }) => pilot.estimateNs(id, size))) / NS_PER_MS;
}

/** @returns why nothing of ours can be timed, where nothing can */
export async function openOurs(
  input: OursInput,
  compared: ComparedProblem,
): Promise<Ours | { readonly failure: string; readonly wrong: boolean }> {
  const failures: { failure: string; wrong: boolean }[] = [];
  let best: { readonly measured: MeasuredCase; readonly ns: number } | null = null;
  for (const kernel of candidates(input, compared)) {
    const c: Case = {
      kernelId: kernel.id,
      problem: compared.spec,
      tunables: input.pilot.tunables(kernel.id),
      cache: 'hot',
      memoryShare: 1,
      clock: 'gpu',
    };
    const outcome = await measureFirst(input.bench, input.resolver.resolve(c));
    if (!('sampler' in outcome)) {
      if (outcome.status !== 'failed') continue;
      failures.push({ failure: `${kernel.id}: ${outcome.message}`, wrong: isWrongOutput(outcome) });
      continue;
    }
    best = await faster(outcome, best?.measured ?? null);
  }
  const wrong = failures.find(failure => failure.wrong);
  if (wrong || !best) {
    best?.measured.prepared.destroy();
    return wrong ?? failures[0] ?? { failure: 'no kernel runs this problem here', wrong: false };
  }
  const { resolved, prepared, check } = best.measured;
  const { method, elementCount, worstRatio, tolerance } = check;
  return {
    address: resolved.address,
    kernelId: resolved.kernel.id,
    tolerance: resolved.kernel.tolerance,
    check: { method, elementCount, worstRatio, tolerance },
    product: patientProduct(product(input.bench, prepared, best.ns)),
  };
}

function sizeOf({ spec }: ComparedProblem): ProductSize {
  return productSize(get(generators, spec.generator, 'generator'), spec);
}

function fitting(compared: ComparedProblem): readonly KernelDescriptor[] {
  const { kind, rhsColumnCount } = sizeOf(compared);
  return takingPart().filter(({ operation, format, mostColumns = Number.POSITIVE_INFINITY }) => {
    const isDense = get(formats, format, 'format').family === 'dense';
    return (
      operation === compared.operation && isDense === (kind === 'dense') && rhsColumnCount <= mostColumns
    );
  });
}

function candidates(input: OursInput, compared: ComparedProblem): readonly KernelDescriptor[] {
  const size = sizeOf(compared);
  const limitNs = TRIED_WITHIN * estimateMs(input, compared) * NS_PER_MS;
  return fitting(compared).filter(({ id }) => input.pilot.estimateNs(id, size) <= limitNs);
}

/** The one that takes less in turns with the other, which is given back: one after the other the clock of a CPU decides. */
async function faster(
  challenger: MeasuredCase,
  champion: MeasuredCase | null,
): Promise<{ readonly measured: MeasuredCase; readonly ns: number }> {
  const fields = [challenger, ...(champion ? [champion] : [])].map(measured => ({
    measured,
    samples: [] as Sample[],
  }));
  const times = () => fields.map(({ measured, samples }) => roughNs(measured.sampler, samples));
  for (let round = 0; round < TRIAL_ROUNDS; round++) {
    for (const { measured, samples } of fields) {
      samples.push(...(await measured.sampler.sample({ round, group: 'trial' })));
    }
    if (Math.max(...times()) > LONG_TRIAL_NS) break;
  }
  const [ns, othersNs = Number.POSITIVE_INFINITY] = times();
  const isFaster = ns! < othersNs;
  (isFaster ? champion : challenger)?.prepared.destroy();
  return isFaster ? { measured: challenger, ns: ns! } : { measured: champion!, ns: othersNs };
}

/** Ours seen as a peer's: operands lie on the device, a call submits one execution and reads the result. */
function product({ gpu, timers }: Bench, prepared: Prepared, executionNs: number): DeviceProduct {
  const read = async (): Promise<ArrayLike<number>> => {
    const raw = await prepared.readOutput();
    return prepared.launch.decodeOutput?.(raw) ?? raw;
  };
  return {
    kind: 'device',
    remark: null,
    async call() {
      submit(gpu, prepared, 1);
      return read();
    },
    async inARow(count) {
      submit(gpu, prepared, count);
      await gpu.device.queue.onSubmittedWorkDone();
    },
    lastOfRow: read,
    gpuNs:
      timers.gpu.id === 'timestamp'
        ? async () => (await timers.gpu.time(prepared, 1, executionNs))[0]!.totalNs
        : null,
    dispose: () => prepared.destroy(),
  };
}

function submit({ device }: Gpu, prepared: Prepared, executions: number): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let e = 0; e < executions; e++) prepared.encode(pass, e);
  pass.end();
  device.queue.submit([encoder.finish()]);
}
