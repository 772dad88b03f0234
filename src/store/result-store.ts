import { type AdapterFacts, adapterName } from '../core/environment.ts';
import { printableJson } from '../core/printable.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { canonicalJson, textHash } from './hash.ts';

/** Where result files are kept. */
export interface ResultStore {
  /** @returns its name inside the store, and where a person finds it */
  save(file: ResultFile): Promise<{ readonly name: string; readonly location: string }>;
}

/** `<machine>/<date>-<suite>-<runtime>-<hash>.json`: merging two people's results is copying folders. */
export async function resultName(file: ResultFile): Promise<string> {
  const hash = (await textHash(canonicalJson(file))).slice(0, 8);
  const date = file.session.startedAt.slice(0, 10);
  const { suite } = file.session;
  const runtime = file.environment.runtime.name;
  return `${machineSlug(file.environment.adapter)}/${date}-${slug(suite)}-${slug(runtime)}-${hash}.json`;
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
function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'unknown' : plain;
}
