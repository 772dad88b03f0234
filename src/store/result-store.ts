import { type AdapterFacts, adapterName } from '../core/environment.ts';
import { printableJson } from '../core/printable.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { canonicalJson, textHash } from './hash.ts';

/** Where result files are kept. */
export interface ResultStore {
  /** @returns its name inside the store, and where a person finds it */
  save(file: ResultFile): Promise<{ readonly name: string; readonly location: string }>;
  /** A place for the partial files of one run, of which the last is kept. */
  partial(): PartialFile;
}

/** One file that grows, whole at any moment. */
export interface PartialFile {
  /** Where a person finds it; null before anything was kept. */
  readonly location: string | null;
  keep(file: ResultFile): Promise<void>;
  /** To be called when the final file is saved. */
  remove(): Promise<void>;
}

/** `<machine>/<date>-<suite>-<runtime>-<hash>.json`: merging two people's results is copying folders. */
export async function resultName(file: ResultFile): Promise<string> {
  return nameWith(file, (await textHash(canonicalJson(file))).slice(0, 8));
}

/** The same name after every section of a run. @param id of the run, 8 hex digits */
export function partialName(file: ResultFile, id: string): string {
  return nameWith(file, `partial-${id}`);
}

function nameWith(file: ResultFile, ending: string): string {
  const date = file.session.startedAt.slice(0, 10);
  const { suite } = file.session;
  const runtime = file.environment.runtime.name;
  return `${machineSlug(file.environment.adapter)}/${date}-${slug(suite)}-${slug(runtime)}-${ending}.json`;
}

/** The text of a result file, the same whenever its content is the same, and safe to print. */
export function resultText(file: ResultFile): string {
  return `${printableJson(file)}\n`;
}

/** "NVIDIA H200" → "nvidia-h200". */
export function machineSlug(adapter: AdapterFacts): string {
  return slug(adapterName(adapter));
}

/** Lower-case letters, digits and single hyphens only: safe in every file system, whatever the file says. */
export function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'unknown' : plain;
}
