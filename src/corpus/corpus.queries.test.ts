import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECORD_COLUMNS, RUN_COLUMNS } from './columns.ts';
import { syntheticRows } from './testing/rows.ts';
import { recordsParquet, runsParquet } from './write-tables.ts';

const guide = await readFile(resolve(import.meta.dirname, '../../results/corpus.md'), 'utf8');
const { runs, records } = syntheticRows(3);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-tables-'));
  await writeFile(join(folder, 'runs.parquet'), runsParquet(runs));
  await writeFile(join(folder, 'records.parquet'), recordsParquet(records));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function query(sql: string): Promise<readonly Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  try {
    const reader = await connection.runAndReadAll(sql.replaceAll("'tables/", `'${folder}/`));
    return reader.getRowObjects() as readonly Record<string, unknown>[];
  } finally {
    connection.closeSync();
  }
}

/** The code blocks of one language. */
function blocks(language: string): readonly string[] {
  return [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code!);
}

/** Names in backticks in the first cells of a table under a heading. */
function described(heading: string): readonly string[] {
  const section = guide.split(`## ${heading}`)[1]!.split('\n## ')[0]!;
  const cells = [...section.matchAll(/^\| (`[^|]+`) \|/gm)].map(([, cell]) => cell!);
  return cells.flatMap(cell => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
}

describe('the guide to the corpus', () => {
  it('asks DuckDB what it says that it asks', async () => {
    const [sql] = blocks('sql');
    const rows = await query(sql!);
    const fastest = Math.max(...runs.map(run => run.readBytesPerSecond ?? 0));
    expect(rows.length).toBeGreaterThan(1);
    expect(Object.keys(rows[0]!)).toEqual([
      'description',
      'device',
      'class',
      'regime',
      'readGBPerSecond',
      'runs',
    ]);
    expect(rows[0]!.readGBPerSecond).toBeCloseTo(fastest / 1e9, 6);
  });

  it('names in Polars and pandas only columns that there are', () => {
    const python = blocks('python');
    expect(python).toHaveLength(2);
    const known = new Set<string>([...RUN_COLUMNS, ...RECORD_COLUMNS].map(({ name }) => name));
    const quoted = python.flatMap(code => [...code.matchAll(/"([a-z]\w*)"/g)].map(([, name]) => name!));
    const values = ['matvec', 'dense', 'stream', 'uniform', 'rate', 'share', 'min'];
    expect(quoted.filter(name => !known.has(name) && !values.includes(name))).toEqual([]);
    expect(quoted).toEqual(expect.arrayContaining(['compulsoryBytes', 'medianNs', 'density']));
  });

  it('asks of the records what Polars and pandas would, in SQL', async () => {
    const shares = await query(`
      SELECT sha256, max(compulsoryBytes / medianNs * 1e9) / any_value(readBytesPerSecond) AS share
      FROM 'tables/records.parquet' JOIN 'tables/runs.parquet' ON run = sha256
      WHERE compared AND operation = 'matvec' AND starts_with(format, 'dense') AND cache = 'stream' GROUP BY sha256`);
    expect(shares).toHaveLength(runs.length);
    for (const { share } of shares) expect(share).toBeGreaterThan(0);
    const densities = await query(`
      SELECT density, min(medianNs) AS ns FROM 'tables/records.parquet'
      WHERE kernel = 'spmv/csr-vector' AND compared AND pattern = 'uniform' AND cache = 'stream' GROUP BY density`);
    expect(densities.length).toBeGreaterThan(1);
  });

  it('describes every column, in order, and no other', () => {
    expect(described('runs.parquet')).toEqual(RUN_COLUMNS.map(({ name }) => name));
    expect(described('records.parquet')).toEqual(RECORD_COLUMNS.map(({ name }) => name));
  });
});
