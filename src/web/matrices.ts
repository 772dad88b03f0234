import { computed } from '@preact/signals';
import { formatCount, formatShare } from '../core/units.ts';
import type { EngineLink } from './engine/engine.ts';
import { goTo } from './route.ts';
import { type ChosenMatrix, matrices } from './run-form.ts';
import { description, failure, runState } from './state.ts';

/** The matrices of one's own that were chosen: each is read at once, and again when it is measured. */

let read: EngineLink['readMatrix'] = () => new Promise(() => {});

/** Files that are chosen from now on are read by this engine. */
export function readMatricesBy(engine: Pick<EngineLink, 'readMatrix'>): void {
  read = file => engine.readMatrix(file);
}

/** Adds them to the form on Measure, and goes there. */
export async function chooseMatrices(files: readonly File[]): Promise<void> {
  if (runState.value === 'running') {
    failure.value = 'A run is going on: stop it before choosing a matrix.';
    return;
  }
  if (description.value?.status === 'unavailable') {
    failure.value = `There is no GPU here to measure ${files.map(({ name }) => name).join(', ')} on.`;
    return;
  }
  failure.value = null;
  goTo('measure');
  matrices.value = [
    ...matrices.value,
    ...files.map(file => ({ file, reading: { status: 'reading' } as const })),
  ];
  await Promise.all(
    files.map(async file => {
      const reading = await read(file);
      matrices.value = matrices.value.map(chosen => (chosen.file === file ? { file, reading } : chosen));
    }),
  );
}

export function removeMatrix(file: File): void {
  matrices.value = matrices.value.filter(chosen => chosen.file !== file);
}

/** What a reading says, a line each. */
export function linesOf({ reading }: ChosenMatrix): readonly string[] {
  if (reading.status === 'reading') return ['reading…'];
  if (reading.status === 'refused') return [reading.message];
  const { rowCount, columnCount, nnz, density } = reading.facts;
  const size = `${formatCount(rowCount)} × ${formatCount(columnCount)}`;
  return [
    `${size}, ${formatCount(nnz)} ${nnz === 1 ? 'nonzero' : 'nonzeros'}, ${formatShare(density)}`,
    ...reading.remarks.map(sentence),
  ];
}

function sentence(remark: string): string {
  return `${remark[0]!.toUpperCase()}${remark.slice(1)}.`;
}

/** Why the chosen matrices cannot be measured as they are; null where they can. */
export const matrixObstacle = computed<string | null>(() => {
  const names = (status: ChosenMatrix['reading']['status']) =>
    matrices.value.flatMap(({ file, reading }) => (reading.status === status ? [file.name] : [])).join(', ');
  const all = matrices.value.map(({ file }) => file.name);
  const twice = all.find((name, i) => all.indexOf(name) < i);
  if (twice !== undefined) return `Two files are called ${twice}: remove one to run.`;
  if (names('refused') !== '') return `${names('refused')} cannot be measured: remove it to run.`;
  return names('reading') === '' ? null : `${names('reading')} is being read.`;
});
