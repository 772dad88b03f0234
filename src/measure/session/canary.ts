import type { Plan } from '../../core/plan.ts';
import type { Case } from '../../core/record/record.ts';
import { perDispatchNs } from '../../stats/per-dispatch.ts';
import { median } from '../../stats/quantile.ts';
import type { CaseBench, Host } from '../case/bench.ts';
import { calibrateChecked, type MeasuredCase, measureFirst } from '../case/measured-case.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import type { Losses } from './losses.ts';

/** A GPU that idles for longer than this lowers its clocks. */
const COLD_AFTER_MS = 500;
/** Far more batches than warming takes: it ends by them where the clock stands still. */
const MOST_WARMING = 1000;
/** A round whose read probe is this far from its usual time is drifted. */
export const DRIFT = 0.1;
/** Readings before "usual" means anything. */
const SETTLED_READINGS = 4;
/** Drifted rounds are repeated up to this part of the planned rounds; past it all are kept. */
export const DISCARDED_PART = 0.25;

export interface CanaryInput {
  readonly bench: CaseBench;
  readonly host: Host;
  readonly plan: Pick<Plan, 'canary' | 'warmupMs'>;
  readonly losses: Losses;
  readonly resolver: { resolve(c: Case): ResolvedCase };
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
    const { bench, losses, plan, resolver } = input;
    const resolved = resolver.resolve(plan.canary);
    if (losses.has(resolved.address)) return null;
    const outcome = await measureFirst(bench, resolved);
    if (!('sampler' in outcome)) {
      if (outcome.status === 'failed') await losses.noteFailure(bench.gpu.loss, resolved.address);
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
      await losses.noteFailure(bench.gpu.loss, resolved.address);
      return null;
    }
  }

  /** Load until clocks are steady, unless there was load just now. */
  async warmUp(): Promise<void> {
    const { host, plan } = this.#input;
    if (host.now() - this.#lastLoadMs <= COLD_AFTER_MS) return;
    const endMs = host.now() + plan.warmupMs;
    for (let readings = 0; readings < MOST_WARMING && host.now() < endMs; readings++) {
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
    else await losses.noteFailure(bench.gpu.loss, this.#measured.resolved.address);
    return 'sampler' in outcome;
  }
}

/** Tells steady rounds from drifted ones by a read probe at both ends of each. */
export interface DriftWatch {
  /** Was the round steady, seen from the probe's times before and after it? Unknown times do not show that it was. */
  look(beforeNs: number | null, afterNs: number | null): 'steady' | 'drifted';
}

export function createDriftWatch(): DriftWatch {
  const readings: number[] = [];
  return {
    look(beforeNs, afterNs) {
      if (beforeNs === null || afterNs === null) return 'drifted';
      const usual = readings.length >= SETTLED_READINGS ? median(readings) : beforeNs;
      const drifted = [beforeNs, afterNs].some(ns => Math.abs(ns / usual - 1) > DRIFT);
      readings.push(beforeNs, afterNs);
      return drifted ? 'drifted' : 'steady';
    },
  };
}

/** May another drifted round be thrown away? */
export function mayDiscard(discardedRounds: number, plannedRounds: number): boolean {
  return discardedRounds < Math.floor(plannedRounds * DISCARDED_PART);
}
