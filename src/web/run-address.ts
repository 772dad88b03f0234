import { MS_PER_S } from '../core/units.ts';
import type { RunChoice } from './engine/engine.ts';
import { POST_BACK_PARAMETER } from './post-back/post-back-protocol.ts';

/** What the address asks for: `?suite=quick&kernels=spmv/*&seed=7&budget=60&label=lab box&run`. */
export interface AskedRun {
  readonly suiteId: string | null;
  readonly kernels: string | null;
  readonly seed: number | null;
  readonly timeBudgetMs: number | null;
  readonly label: string | null;
  /** Start without waiting for the button. */
  readonly run: boolean;
  /** Given by the command line that opened the page and waits for its result. */
  readonly postBackToken: string | null;
}

export const DEFAULT_SEED = 1;

export function readRunAddress(search: string): AskedRun {
  const params = new URLSearchParams(search);
  const seed = numberOf(params.get('seed'));
  const seconds = numberOf(params.get('budget'));
  return {
    suiteId: textOf(params.get('suite')),
    kernels: textOf(params.get('kernels')),
    seed: seed !== null && Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff ? seed : null,
    timeBudgetMs: seconds !== null && seconds > 0 ? seconds * MS_PER_S : null,
    label: textOf(params.get('label')),
    run: params.has('run'),
    postBackToken: textOf(params.get(POST_BACK_PARAMETER)),
  };
}

/** The search part that brings the same choice back; files cannot be in it, `run` is left out. */
export function writeRunAddress(choice: Omit<RunChoice, 'files'>, search: string): string {
  const params = new URLSearchParams(search);
  const set = (name: string, value: string | null) =>
    value === null ? params.delete(name) : params.set(name, value);
  set('suite', choice.suiteId);
  set('kernels', choice.kernels);
  set('seed', choice.seed === DEFAULT_SEED ? null : String(choice.seed));
  set('budget', choice.timeBudgetMs === null ? null : String(choice.timeBudgetMs / MS_PER_S));
  set('label', choice.label);
  params.delete('run');
  return `?${params.toString()}`;
}

/** The address that starts the choice by itself and posts its result back. */
export function postBackAddress(choice: Omit<RunChoice, 'files'>, token: string): string {
  return `${writeRunAddress(choice, '')}&${POST_BACK_PARAMETER}=${token}&run`;
}

function textOf(value: string | null): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function numberOf(value: string | null): number | null {
  if (value === null || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
