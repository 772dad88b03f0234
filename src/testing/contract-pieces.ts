import type { Format } from '../core/format.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import type { Operation } from '../core/operation.ts';
import type { Matrix, Problem } from '../core/problem.ts';
import type { FormatContract, OperationContract } from './contract.ts';

/** Finds what stands beside operations and formats, by file suffix. */

type Files<T> = Readonly<Record<string, T>>;

const operationFiles = import.meta.glob<Operation>('../operations/*.operation.ts', {
  eager: true,
  import: 'default',
});
const formatFiles = import.meta.glob<Format>('../formats/**/*.format.ts', { eager: true, import: 'default' });
const operationContracts = import.meta.glob<OperationContract>('../operations/*.contract.ts', {
  eager: true,
  import: 'default',
});
const formatContracts = import.meta.glob<FormatContract>('../formats/**/*.contract.ts', {
  eager: true,
  import: 'default',
});

const made = new Map<string, OperationContract>();

/**
 * Its problems are made once, and shared by the kernels.
 * @throws Error naming the file to write
 */
export function contractOfOperation(id: string): OperationContract {
  const known = made.get(id);
  if (known) return known;
  const wanted = { id, kind: 'operation', type: 'OperationContract' } as const;
  const contract = besides(operationFiles, operationContracts, wanted);
  const { nasty, tuned, divided } = contract;
  const shared = { ...contract, nasty: once(nasty), tuned: once(tuned), divided: once(divided) };
  made.set(id, shared);
  return shared;
}

function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

/** @throws Error naming the file to write */
export function contractOfFormat(id: string): FormatContract {
  return besides(formatFiles, formatContracts, { id, kind: 'format', type: 'FormatContract' });
}

type Pieces = Pick<OperationContract, 'nasty' | 'tuned' | 'divided'>;

/** The problems that kernels of an operation are held to on a format: its own matrices beside, or in place of, the usual. */
export function problemsOf({ operation, format }: Pick<KernelDescriptor, 'operation' | 'format'>): Pieces {
  const key = `${operation} ${format}`;
  const known = pieces.get(key);
  if (known) return known;
  const usual = contractOfOperation(operation);
  const { ofMatrix } = usual;
  const own = ofMatrix ? contractOfFormat(format) : null;
  const named = (matrices: readonly (readonly [string, Matrix])[]) =>
    matrices.map(([name, a]) => ofMatrix!(name, a));
  const { fitting } = own ?? {};
  const made: Pieces = {
    nasty: once(() => [...usual.nasty(), ...named(own?.nasty() ?? [])]),
    tuned: fitting ? once(() => named(fitting.tuned()) as [Problem, Problem]) : usual.tuned,
    divided: fitting ? once(() => named(fitting.divided()) as [Problem]) : usual.divided,
  };
  pieces.set(key, made);
  return made;
}

const pieces = new Map<string, Pieces>();

interface Wanted {
  readonly id: string;
  readonly kind: 'operation' | 'format';
  readonly type: string;
}

function besides<T>(
  files: Files<{ readonly id: string }>,
  contracts: Files<T>,
  { id, kind, type }: Wanted,
): T {
  const path = Object.keys(files).find(file => files[file]!.id === id);
  const shown = (file: string) => file.replace('../', 'src/');
  if (path === undefined) {
    const example = `src/${kind}s/${id}.${kind}.ts`;
    throw new Error(`no ${kind} has the id "${id}": write ${example}, or name one that exists`);
  }
  const beside = path.replace(`.${kind}.ts`, '.contract.ts');
  const contract = contracts[beside];
  if (contract) return contract;
  throw new Error(
    `${shown(path)} has no contract beside it: write ${shown(beside)}, a default export of type ${type} (src/testing/contract.ts)`,
  );
}
