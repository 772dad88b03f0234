import { parseCase } from '../../core/record/address.ts';
import type { Finding } from '../../core/record/finding.ts';
import type { BenchRecord } from '../../core/record/record.ts';

/** Measures the cases together, as typed in a shell; matrices of files by their names, from the folder they lie in. */
export function casesCommand(addresses: readonly string[]): string {
  const cases = addresses.map(address => `--case ${quoted(address)}`);
  const files = new Set(addresses.flatMap(address => fileName(address) ?? []));
  const matrices = [...files].map(name => `--matrix ${quoted(name)}`);
  return `npm run -s ridgepoint -- run ${[...cases, ...matrices].join(' ')}`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Of the matrix that the address takes from a file; null of a generated one. */
function fileName(address: string): string | null {
  const { generator, params } = parseCase(address).problem;
  return generator === 'file' ? String(params.name) : null;
}

/** A run as far as a finding rests on it. */
interface Behind {
  readonly findings: readonly Finding[];
  readonly records: readonly BenchRecord[];
}

/**
 * Addresses of everything that a finding needs to be found again, its reference first: its own cases, those from which
 * the cost of launching was taken, and of a dilution its control and the rates of the resident sets.
 */
export function casesBehind(finding: Finding, { findings, records }: Behind): readonly string[] {
  if (finding.evidence.length === 0) return [];
  const { id } = finding;
  const supports = findings.filter(other => other.id !== id && isSupport(other.id, finding, records));
  const resident = records.filter(({ operation, case: { memoryShare } }) => {
    return memoryShare === 0 && (operation === 'gather' || operation === 'read');
  });
  return [
    ...new Set([
      ...finding.evidence,
      ...supports.flatMap(({ evidence }) => evidence),
      ...(isDilution(id) ? resident.map(({ address }) => address) : []),
    ]),
  ];
}

/** Findings from whose times the cost of launching is taken off. */
const BEYOND_LAUNCH = /^(E1|E3|E5|B\*|E8)$/;

function isDilution(id: string): boolean {
  return /^(E6(?!-control)|S1)/.test(id);
}

function isSupport(other: string, { id, evidence }: Finding, records: readonly BenchRecord[]): boolean {
  const isRung = id === 'E3' && isDilution(other) && other.startsWith('E6');
  if (isRung) return true;
  const takesDilution = isDilution(id) || id === 'E3';
  if (other === 'E6-control') return takesDilution;
  const judged = records.find(({ address }) => address === evidence[0]);
  const isWall = judged?.status === 'ok' && judged.timerId === 'wall';
  return other === (isWall ? 'E7-wall' : 'E7') && (takesDilution || BEYOND_LAUNCH.test(id));
}
