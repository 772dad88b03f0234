import { signal } from '@preact/signals';
import type { DeviceClass } from '../core/environment.ts';
import { promisedMs, type SuiteTimes } from '../core/plan.ts';
import { MS_PER_S } from '../core/units.ts';
import type { EngineDescription, RunChoice, SuiteFacts } from './engine/engine.ts';
import type { MatrixReading } from './engine/matrix-reading.ts';
import { type AskedRun, DEFAULT_SEED, writeRunAddress } from './run-address.ts';

/** A file of one's own, and what is known of the matrix in it. */
export interface ChosenMatrix {
  readonly file: File;
  readonly reading: MatrixReading | { readonly status: 'reading' };
}

/** What the form on Measure holds, as typed. */
export const suiteId = signal<string | null>(null);
export const matrices = signal<readonly ChosenMatrix[]>([]);
export const label = signal('');
export const kernels = signal('');
export const seed = signal(String(DEFAULT_SEED));
export const budgetSeconds = signal('');

/** The suite that is chosen while the address names none. */
const DEFAULT_SUITE = 'quick';

/** Fills the form from the address, as far as the engine knows what it names. */
export function prepareForm(engine: EngineDescription, asked: AskedRun): void {
  if (engine.status === 'ready') {
    const ids = engine.suites.map(suite => suite.id);
    const wanted = [asked.suiteId, DEFAULT_SUITE, ids[0]];
    suiteId.value = wanted.find(id => id !== null && id !== undefined && ids.includes(id)) ?? null;
  }
  label.value = asked.label ?? '';
  kernels.value = asked.kernels ?? '';
  if (asked.seed !== null) seed.value = String(asked.seed);
  if (asked.timeBudgetMs !== null) budgetSeconds.value = String(asked.timeBudgetMs / MS_PER_S);
}

/** Null while no suite is chosen. */
export function choiceOf(): RunChoice | null {
  if (suiteId.value === null) return null;
  const seconds = Number(budgetSeconds.value);
  const text = (value: string) => (value.trim() === '' ? null : value.trim());
  return {
    suiteId: suiteId.value,
    files: matrices.value.map(({ file }) => file),
    label: text(label.value),
    seed: seedOf(seed.value),
    kernels: text(kernels.value),
    timeBudgetMs: seconds > 0 ? seconds * MS_PER_S : null,
  };
}

/** How long the choice takes, by the suite or as the reader limits it, ms. */
export function expectedMs(
  suites: readonly (Pick<SuiteFacts, 'id'> & SuiteTimes)[],
  deviceClass: DeviceClass,
): number {
  const suite = suites.find(({ id }) => id === suiteId.value);
  return suite === undefined ? 0 : suiteMs(suite, deviceClass, choiceOf()?.timeBudgetMs ?? null);
}

/** How long a suite takes with the matrices that are chosen, ms. */
export function suiteMs(
  suite: SuiteTimes,
  deviceClass: DeviceClass,
  timeBudgetMs: number | null = null,
): number {
  return promisedMs(suite, { deviceClass, matrixCount: matrices.value.length, timeBudgetMs });
}

/** Nothing was chosen that a first visit leaves alone. */
export function isAsUsual(): boolean {
  return (
    (suiteId.value === null || suiteId.value === DEFAULT_SUITE) &&
    matrices.value.length === 0 &&
    seed.value === String(DEFAULT_SEED) &&
    [kernels, budgetSeconds, label].every(({ value }) => value === '')
  );
}

function seedOf(typed: string): number {
  const number = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(number)) return DEFAULT_SEED;
  return Math.min(0xffffffff, Math.max(0, Math.trunc(number)));
}

/** Keeps the address in step, so that it can be shared and reloaded. */
export function rememberChoice(): void {
  const choice = choiceOf();
  if (choice) history.replaceState(null, '', writeRunAddress(choice, location.search) + location.hash);
}
