/** A column of a table of the index; what every one of them means is in results/corpus.md. */
export interface Column<Name extends string> {
  readonly name: Name;
  /** As hyparquet-writer names it. Whole numbers that may pass 2³¹ are DOUBLE: exact up to 2⁵³, and plain in every reader. */
  readonly type: 'STRING' | 'DOUBLE' | 'INT32' | 'BOOLEAN';
  /** Null where it was not measured, or is not known. */
  readonly nullable?: true;
}

const text = <const Name extends string>(name: Name) => ({ name, type: 'STRING' as const });
const maybeText = <const Name extends string>(name: Name) => ({ ...text(name), nullable: true as const });
const maybeNumber = <const Name extends string>(name: Name) => ({
  name,
  type: 'DOUBLE' as const,
  nullable: true as const,
});
const maybeCount = <const Name extends string>(name: Name) => ({
  name,
  type: 'INT32' as const,
  nullable: true as const,
});

/** runs.parquet: a row a run. */
export const RUN_COLUMNS = [
  text('sha256'),
  text('date'),
  text('suite'),
  text('ended'),
  text('runtime'),
  text('runtimeVersion'),
  text('vendor'),
  text('architecture'),
  text('device'),
  text('description'),
  maybeText('label'),
  text('class'),
  text('regime'),
  maybeNumber('readBytesPerSecond'),
  maybeNumber('readLow'),
  maybeNumber('readHigh'),
  maybeNumber('writeBytesPerSecond'),
  maybeNumber('copyBytesPerSecond'),
  maybeNumber('gatherBytesPerSecond'),
  maybeNumber('fmaFlopsPerSecond'),
  maybeNumber('fmaLow'),
  maybeNumber('fmaHigh'),
  maybeNumber('fmaF16FlopsPerSecond'),
  maybeNumber('dotI8OpsPerSecond'),
  maybeNumber('dispatchNs'),
  maybeNumber('weightBytesPerSecond'),
  maybeNumber('crossoverDensity'),
  text('standing'),
  text('flags'),
  text('path'),
] satisfies readonly Column<string>[];

/** records.parquet: a row a record, sorted by kernel. */
export const RECORD_COLUMNS = [
  text('run'),
  text('operation'),
  text('kernel'),
  text('format'),
  text('valueType'),
  text('pattern'),
  maybeCount('m'),
  maybeCount('k'),
  maybeCount('n'),
  maybeNumber('nnz'),
  maybeNumber('density'),
  text('cache'),
  maybeText('timer'),
  maybeText('launchHash'),
  text('status'),
  maybeNumber('medianNs'),
  maybeNumber('lowNs'),
  maybeNumber('highNs'),
  maybeNumber('usefulFlops'),
  maybeNumber('compulsoryBytes'),
  maybeNumber('conversionNs'),
  text('kind'),
  { name: 'memoryShare', type: 'DOUBLE' },
  { name: 'compared', type: 'BOOLEAN' },
] as const satisfies readonly Column<string>[];

type ValueOf<C extends Column<string>> =
  | { STRING: string; DOUBLE: number; INT32: number; BOOLEAN: boolean }[C['type']]
  | (C extends { readonly nullable: true } ? null : never);

type RowOf<Columns extends readonly Column<string>[]> = {
  readonly [C in Columns[number] as C['name']]: ValueOf<C>;
};

export type RunRow = RowOf<typeof RUN_COLUMNS>;
export type RecordRow = RowOf<typeof RECORD_COLUMNS>;

/** Flag of a run of which no rate is sure, and none is in its row. */
export const CLOCKS_DISAGREE = 'clocks-disagree';
