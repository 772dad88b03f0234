/** Times what the host does before a GPU can start: problem generators and file readers, each against its floor. */
import { Bench } from 'tinybench';
import { parseProblem } from '../core/address.ts';
import type { ProblemGenerator } from '../core/problem.ts';
import { createRandom } from '../core/random.ts';
import { formatNumber, NS_PER_MS, perSecond } from '../core/units.ts';
import { makeProblem } from '../problems/generate.ts';
import type { MatrixFile, MatrixSource } from '../problems/matrix-file.ts';
import { readMatrixMarket } from '../problems/matrix-market.ts';
import { readSmtx } from '../problems/smtx.ts';

const MIN_NNZ_PER_SECOND = 20e6;
const MIN_BYTES_PER_SECOND = 50e6;

/** What Node's file streams deliver. */
const CHUNK_BYTES = 65_536;

/** One or more problems of about a million entries for every generator that makes arrays. */
const PROBLEMS = [
  'dense(m=2048,n=2048)',
  'uniform(m=4096,n=4096,density=0.1)',
  'uniform(m=4096,n=16384,density=0.01)',
  'uniform(m=65536,n=65536,density=0.0003)',
  'uniform(m=2048,n=1024,density=0.9)',
  'exact-k(m=100000,n=4096,k=10)',
  'exact-k(m=20000,n=4096,k=100)',
  'exact-k(m=100000,n=100000,k=16)',
  'exact-k(m=2000,n=1024,k=900)',
  'one-dense-row(m=100000,n=65536,k=8)',
  'banded(m=65536,n=65536,halfwidth=10)',
  'power-law(m=65536,n=65536,mean=16)',
  'power-law(m=4096,n=4096,mean=400)',
  'block(m=4096,n=4096,size=16,density=0.1)',
  'block(m=4096,n=4096,size=2,density=0.1)',
  'product(m=1024,n=256,k=1024)',
  'vector(n=4194304)',
  'chains(count=1048576,length=64)',
  'table(lines=131072,chains=1024,steps=64)',
  'ladder(n=4194304,multiplyAdds=16)',
  'transformer(model=tiny-llama,context=4096)',
] as const;

interface Case {
  readonly name: string;
  /** Entries or bytes of one run. */
  readonly amount: number;
  readonly unit: 'nnz' | 'B';
  readonly floorPerSecond: number;
  run(): unknown;
}

const generators = Object.values(
  import.meta.glob<ProblemGenerator>('../problems/*.problem.ts', { eager: true, import: 'default' }),
);

function generatorCases(): Case[] {
  const untimed = generators.filter(
    ({ id }) => id !== 'nothing' && !PROBLEMS.some(text => text.startsWith(`${id}(`)),
  );
  if (untimed.length > 0) throw new Error(`no problem to time for ${untimed.map(({ id }) => id).join(', ')}`);
  return PROBLEMS.map(text => {
    const spec = parseProblem(text);
    const generator = generators.find(({ id }) => id === spec.generator);
    if (generator === undefined) throw new Error(`no generator ${spec.generator}`);
    return {
      name: text,
      amount: makeProblem(generator, spec).nnz,
      unit: 'nnz',
      floorPerSecond: MIN_NNZ_PER_SECOND,
      run: () => makeProblem(generator, spec),
    };
  });
}

type Reader = (chunks: AsyncIterable<Uint8Array>, source: MatrixSource) => Promise<MatrixFile>;

function readerCase(name: string, read: Reader, text: string): Case {
  const bytes = new TextEncoder().encode(text);
  const source = { fileName: name, byteLength: bytes.length, seed: 1 };
  const run = () => read(chunksOf(bytes), source);
  return { name, amount: bytes.length, unit: 'B', floorPerSecond: MIN_BYTES_PER_SECOND, run };
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

function readerCases(): Case[] {
  const random = createRandom(1);
  const lines = (value: () => string, isShuffled: boolean) => {
    const size = 100_000;
    const entries = Array.from({ length: 500_000 }, (_, i) => {
      const column = isShuffled ? random.below(size) : Math.floor(i / 5);
      return `${random.below(size) + 1} ${column + 1}${value()}\n`;
    });
    return `${size} ${size} ${entries.length}\n${entries.join('')}`;
  };
  const short = () => ` ${random.signed().toFixed(4)}`;
  const long = () => ` ${random.uint32() / 3e7 - random.unit()}`;
  const header = (field: string) => `%%MatrixMarket matrix coordinate ${field} general\n`;
  return [
    readerCase('.mtx, short values', readMatrixMarket, header('real') + lines(short, false)),
    readerCase('.mtx, values of 17 digits', readMatrixMarket, header('real') + lines(long, false)),
    readerCase('.mtx, entries in any order', readMatrixMarket, header('real') + lines(short, true)),
    readerCase('.mtx, pattern', readMatrixMarket, header('pattern') + lines(() => '', false)),
    readerCase('.smtx', readSmtx, smtxText()),
  ];
}

function smtxText(): string {
  const uniform = generators.find(({ id }) => id === 'uniform')!;
  const { a } = makeProblem(uniform, parseProblem('uniform(m=4096,n=4096,density=0.1)'));
  if (a.kind !== 'sparse') throw new Error('a uniform matrix is sparse');
  return `4096, 4096, ${a.values.length}\n${a.rowPointers.join(' ')}\n${a.columnIndices.join(' ')}\n`;
}

/** Milliseconds of CPU that this process has used: unlike the clock, blind to what else the machine does. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Median speed of each case, in order. */
async function measure(cases: readonly Case[]): Promise<number[]> {
  const bench = new Bench({ now: cpuMs, time: 250, warmupTime: 100, iterations: 5, warmupIterations: 2 });
  for (const { name, run } of cases) bench.add(name, async () => void (await run()));
  const tasks = await bench.run();
  return tasks.map(({ name, result }, i) => {
    if (!('latency' in result)) throw new Error(`${name} was not timed: ${result.state}`);
    return perSecond(cases[i]!.amount, result.latency.p50 * NS_PER_MS);
  });
}

async function main(): Promise<void> {
  const cases = [...generatorCases(), ...readerCases()];
  const speeds = await measure(cases);
  const row = (cells: string[]) =>
    `${cells[0]!.padEnd(44)}${cells
      .slice(1)
      .map(cell => cell.padStart(12))
      .join('')}`;
  console.log(row(['host work, per second of CPU', 'measured', 'floor', '']));
  for (const [i, { name, unit, floorPerSecond }] of cases.entries()) {
    const speed = speeds[i]!;
    const figures = [speed, floorPerSecond].map(value => `${formatNumber(value / 1e6)} M${unit}/s`);
    const isFast = speed >= floorPerSecond;
    console.log(row([name, ...figures, isFast ? 'ok' : 'TOO SLOW']));
    if (!isFast) process.exitCode = 1;
  }
}

await main();
