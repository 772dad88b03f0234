import { validationTools } from '../../../app/integrity.ts';
import { formatCase } from '../../../core/record/address.ts';
import type { BenchRecord, OkRecord } from '../../../core/record/record.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';
import { sealFile, sealRecord } from '../../../store/hash.ts';
import { resultText } from '../../../store/result-store.ts';

/** What of a run is for its owner to give: words that a person chose. */
export interface Given {
  readonly label: boolean;
  /** Names of matrix files; without them they are "matrix-1", "matrix-2" … */
  readonly fileNames: boolean;
}

/** Names of the matrix files in a run, in the order of their first record. */
export function fileNames({ records }: Pick<ResultFile, 'records'>): readonly string[] {
  const names = records.flatMap(({ case: { problem } }) =>
    problem.generator === 'file' ? [String(problem.params.name)] : [],
  );
  return [...new Set(names)];
}

/** The run without what is not given, sealed anew: nothing that was measured changes. */
export async function publishedFile(file: ResultFile, given: Given): Promise<ResultFile> {
  const { environment } = file;
  const isPlain = given.label || environment.label === null;
  const unlabelled = isPlain ? file : { ...file, environment: { ...environment, label: null } };
  const unnamed = given.fileNames ? unlabelled : await withoutFileNames(unlabelled);
  return unnamed === file ? file : sealFile(unnamed);
}

/**
 * Names are changed where a name stands, and what follows from the records is concluded anew.
 * @throws Error where a name stands elsewhere too
 */
async function withoutFileNames(file: ResultFile): Promise<ResultFile> {
  const others = new Map(fileNames(file).map((name, index) => [name, `matrix-${index + 1}`]));
  if (others.size === 0) return file;
  const records: BenchRecord[] = [];
  for (const record of file.records) records.push(await sealRecord(renamed(record, others)));
  const { analyse, thresholds, rulesHash } = validationTools;
  const named = { ...file, records };
  const judgedBy = { programVersion: __PROGRAM_VERSION__, rulesHash };
  const anew = { ...named, ...analyse(named), thresholds, judgedBy };
  const text = resultText(anew);
  const left = [...others.keys()].find(name => text.includes(name));
  if (left === undefined) return anew;
  throw new Error(`The name ${left} is also a word of the file itself and cannot be left out.`);
}

function renamed(record: BenchRecord, others: ReadonlyMap<string, string>): BenchRecord {
  const { generator, params } = record.case.problem;
  const name = String(params.name);
  const other = generator === 'file' ? others.get(name) : undefined;
  if (other === undefined) return record;
  const asked = {
    ...record.case,
    problem: { ...record.case.problem, params: { ...params, name: other } },
  };
  const change = (text: string): string => text.replaceAll(name, other);
  const regrouped = (samples: OkRecord['samples']) =>
    samples.map(sample => ({ ...sample, group: change(sample.group) }));
  const base = { case: asked, address: formatCase(asked) };
  if (record.status === 'skipped') return { ...record, ...base, reason: change(record.reason) };
  if (record.status === 'failed') return { ...record, ...base, message: change(record.message) };
  return {
    ...record,
    ...base,
    problem: { ...record.problem, pattern: change(record.problem.pattern) },
    samples: regrouped(record.samples),
    discardedSamples: regrouped(record.discardedSamples),
  };
}

/**
 * The form for a new file in the repository, its path filled in; null where no repository is known, or one of another kind.
 * @param repository as package.json states it
 */
export function newFileLink(repository: string | null, path: string): string | null {
  const found = /^(?:git\+)?https:\/\/github\.com\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(
    repository ?? '',
  );
  if (!found) return null;
  const folder = path.split('/').slice(0, -1).join('/');
  const name = path.split('/').at(-1)!;
  return `https://github.com/${found[1]}/${found[2]}/new/main/${folder}?filename=${encodeURIComponent(name)}`;
}
