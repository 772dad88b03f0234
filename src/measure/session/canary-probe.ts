import type { Plan } from '../../core/plan.ts';
import type { Case } from '../../core/record.ts';
import { perDispatchNs } from '../../stats/per-dispatch.ts';
import { median } from '../../stats/quantile.ts';
import type { CaseBench } from '../case/bench.ts';
import type { Host } from '../case/host.ts';
import { calibrateChecked, type MeasuredCase, measureFirst } from '../case/measured-case.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import type { Losses } from './losses.ts';

/** A GPU that idles for longer than this lowers its clocks. */
const COLD_AFTER_MS = 500;

export interface CanaryInput {
  readonly bench: CaseBench;
  readonly host: Host;
  readonly plan: Pick<Plan, 'canary' | 'warmupMs'>;
  readonly losses: Losses;
  resolve(c: Case): ResolvedCase;
}

/** The read probe of a session: it watches every round, and brings a device that has idled back to steady clocks. */
export class CanaryProbe {
  readonly #input: CanaryInput;
  #measured: MeasuredCase;
  #lastLoadMs = Number.NEGATIVE_INFINITY;

  private constructor(input: CanaryInput, measured: MeasuredCase) {
    this.#input = input;
    this.#measured = measured;
  }

  /** Prepared once a device; null where it cannot be measured. */
  static async open(input: CanaryInput): Promise<CanaryProbe | null> {
    const { bench, losses, plan } = input;
    const resolved = input.resolve(plan.canary);
    if (losses.has(resolved.address)) return null;
    const outcome = await measureFirst(bench, resolved);
    if (!('sampler' in outcome)) {
      if (outcome.status === 'failed') await losses.blame(bench.gpu.loss, resolved.address);
      return null;
    }
    const probe = new CanaryProbe(input, outcome);
    await probe.warmUp();
    return (await probe.#recalibrate()) ? probe : null;
  }

  /** ns of one execution; null where it could not be timed. */
  async readNs(): Promise<number | null> {
    const { bench, losses } = this.#input;
    const { sampler, resolved } = this.#measured;
    if (bench.gpu.loss.message !== null) return null;
    try {
      const samples = await sampler.sample({ round: 0, group: 'canary' });
      this.noteLoad();
      return median(perDispatchNs(samples, sampler.timer.id).map(({ ns }) => ns));
    } catch {
      await losses.blame(bench.gpu.loss, resolved.address);
      return null;
    }
  }

  /** Load until clocks are steady, unless there was load just now. */
  async warmUp(): Promise<void> {
    const { host, plan } = this.#input;
    if (host.now() - this.#lastLoadMs <= COLD_AFTER_MS) return;
    for (const endMs = host.now() + plan.warmupMs; host.now() < endMs; ) {
      if ((await this.readNs()) === null) return;
    }
  }

  /** The device was busy until now. */
  noteLoad(): void {
    this.#lastLoadMs = this.#input.host.now();
  }

  destroy(): void {
    this.#measured.prepared.destroy();
  }

  /** Its first batches were sized at the clocks of an idle device. */
  async #recalibrate(): Promise<boolean> {
    const { bench, losses } = this.#input;
    const outcome = await calibrateChecked(bench, this.#measured);
    if ('sampler' in outcome) this.#measured = outcome;
    else await losses.blame(bench.gpu.loss, this.#measured.resolved.address);
    return 'sampler' in outcome;
  }
}
