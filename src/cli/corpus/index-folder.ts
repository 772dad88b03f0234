import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordRow, RunRow } from '../../corpus/columns.ts';
import type { Manifest } from '../../corpus/manifest.ts';
import { recordRows } from '../../corpus/record-rows.ts';
import { runRow } from '../../corpus/run-row.ts';
import { recordsParquet, runsParquet } from '../../corpus/write-tables.ts';
import { requireWritable, writeWhole } from '../../store/folder.ts';
import type { ValidationTools } from '../../store/validate.ts';
import { checkedFiles, type SoundFile, type UnsoundFile } from './checked-files.ts';

/** The rows of a folder, and what of it has none. */
export interface FolderIndex {
  readonly runs: readonly RunRow[];
  readonly records: readonly RecordRow[];
  /** The files behind the rows, in their order. */
  readonly locations: readonly { readonly sha256: string; readonly location: string }[];
  readonly unsound: readonly UnsoundFile[];
  /** Names of files whose run is indexed under another name. */
  readonly duplicates: readonly string[];
}

/** @throws UserError where the folder cannot be read */
export async function indexFolder(folder: string, tools: ValidationTools): Promise<FolderIndex> {
  const runs: RunRow[] = [];
  const records: RecordRow[] = [];
  const locations: { sha256: string; location: string }[] = [];
  const unsound: UnsoundFile[] = [];
  const duplicates: string[] = [];
  const known = new Set<string>();
  for await (const checked of checkedFiles(folder, tools)) {
    if (checked.status === 'unsound') unsound.push(checked);
    else if (known.has(checked.file.sha256)) duplicates.push(checked.name);
    else {
      known.add(checked.file.sha256);
      runs.push(rowOf(checked));
      // One at a time: a corpus has more records than a call takes arguments.
      for (const row of recordRows(checked.judged)) records.push(row);
      locations.push({ sha256: checked.file.sha256, location: checked.location });
    }
  }
  return { runs, records, locations, unsound, duplicates };
}

function rowOf({ judged, name, doubts }: SoundFile): RunRow {
  return runRow(judged, {
    standing: doubts.length === 0 ? 'checked' : 'doubtful',
    flags: [...new Set(doubts.map(({ id }) => id))],
    path: name,
  });
}

/**
 * runs.parquet and records.parquet.
 * @returns bytes written of both
 * @throws UserError where the folder takes none
 */
export async function writeTables(
  { runs, records }: Pick<FolderIndex, 'runs' | 'records'>,
  out: string,
): Promise<readonly [runsBytes: number, recordsBytes: number]> {
  // Both are made before either is written.
  const [runsTable, recordsTable] = [runsParquet(runs), recordsParquet(records)];
  await requireWritable(out);
  await writeWhole(join(out, 'runs.parquet'), runsTable);
  await writeWhole(join(out, 'records.parquet'), recordsTable);
  return [runsTable.byteLength, recordsTable.byteLength];
}

/**
 * The same as files of a static site: every name but that of index.json changes with what is in the file. index.json is
 * written last: whoever reads it finds what it names.
 * @throws UserError where the folder takes none
 */
export async function writeSite(
  index: Pick<FolderIndex, 'runs' | 'records' | 'locations'>,
  out: string,
): Promise<Manifest> {
  const tables = siteTables(index);
  await requireWritable(out);
  for (const { name, bytes } of tables.files) await writeWhole(join(out, name), bytes);
  for (const { sha256, location } of index.locations) {
    await writeWhole(join(out, `${sha256}.json`), await readFile(location));
  }
  await writeWhole(join(out, 'index.json'), `${JSON.stringify(tables.manifest)}\n`);
  return tables.manifest;
}

/** What a site serves beside the runs themselves, without writing it. */
export function siteTables({ runs, records }: Pick<FolderIndex, 'runs' | 'records'>): {
  readonly manifest: Manifest;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
} {
  const [runsTable, recordsTable] = [runsParquet(runs), recordsParquet(records)];
  const [runsName, recordsName] = [hashedName('runs', runsTable), hashedName('records', recordsTable)];
  return {
    manifest: {
      indexVersion: 1,
      runs: { name: runsName, byteLength: runsTable.byteLength, rowCount: runs.length },
      records: { name: recordsName, byteLength: recordsTable.byteLength, rowCount: records.length },
      kernels: [...new Set(records.filter(({ compared }) => compared).map(({ kernel }) => kernel))].sort(),
    },
    files: [
      { name: runsName, bytes: runsTable },
      { name: recordsName, bytes: recordsTable },
    ],
  };
}

function hashedName(stem: string, bytes: Uint8Array): string {
  return `${stem}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.parquet`;
}
