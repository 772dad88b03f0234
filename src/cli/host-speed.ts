/** Times what the host does before a GPU can start: problem generators, file readers and encoders, each against its floor. */
import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Bench as TinyBench } from 'tinybench';
import { formats, generators, get } from '../catalog.ts';
import { createRandom } from '../core/random.ts';
import { parseProblem } from '../core/record/address.ts';
import { formatBytesPerSecond, formatNumber, formatSi, NS_PER_MS, perSecond } from '../core/units.ts';
import { makeTemporary } from '../platform/scratch.ts';
import type { MatrixFile, MatrixSource } from '../problems/files/matrix-file.ts';
import { readMatrixMarket } from '../problems/files/matrix-market.ts';
import { readSmtx } from '../problems/files/smtx.ts';
import { makeProblem } from '../problems/generate.ts';
import { TIMED_PROBLEMS } from './timed-problems.ts';

const MIN_NNZ_PER_SECOND = 20e6;
/** Both ends of a pair are drawn by weight: a fly's 15 million still take seconds. */
const MIN_PAIRS_PER_SECOND = 5e6;
const MIN_BYTES_PER_SECOND = 50e6;

/** What Node's file streams deliver. */
const CHUNK_BYTES = 65_536;

interface Case {
  readonly name: string;
  /** Entries or bytes of one run. */
  readonly amount: number;
  readonly unit: 'nnz' | 'B';
  readonly floorPerSecond: number;
  run(): unknown;
}

function generatorCases(): Case[] {
  return TIMED_PROBLEMS.map(text => {
    const spec = parseProblem(text);
    const generator = get(generators, spec.generator, 'generator');
    return {
      name: text,
      amount: makeProblem(generator, spec).nnz,
      unit: 'nnz',
      floorPerSecond: generator.id === 'connectome' ? MIN_PAIRS_PER_SECOND : MIN_NNZ_PER_SECOND,
      run: () => makeProblem(generator, spec),
    };
  });
}

/** A format, and a matrix that suits it. */
const ENCODED = [
  ['sell-f32', 'uniform(m=4096,n=4096,density=0.1)'],
  ['coo-f32', 'uniform(m=4096,n=4096,density=0.1)'],
  ['delta8-f32', 'uniform(m=4096,n=4096,density=0.1)'],
  ['ell-f32', 'exact-k(m=4096,n=4096,k=410)'],
  ['bitmap-f32', 'uniform(m=4096,n=4096,density=0.1)'],
  ['bsr4-f32', 'block(m=4096,n=4096,size=16,density=0.1)'],
  ['bsr8-f32', 'block(m=4096,n=4096,size=16,density=0.1)'],
  ['nm-2-4-f32', 'nm(m=4096,n=4096,keep=2)'],
  ['nm-1-4-f32', 'nm(m=4096,n=4096,keep=1)'],
  ['bsr16-f32', 'block(m=4096,n=4096,size=16,density=0.1)'],
  ['csc-f32', 'uniform(m=4096,n=4096,density=0.1)'],
  ['csr-f16', 'uniform(m=4096,n=4096,density=0.1)'],
  ['sell-f16', 'uniform(m=4096,n=4096,density=0.1)'],
  ['bitmap-f16', 'uniform(m=4096,n=4096,density=0.1)'],
] as const;

/** From CSR. Formats remember what they found out of a matrix by its arrays, so each run has its own. */
function encoderCases(): Case[] {
  return ENCODED.map(([id, text]) => {
    const spec = parseProblem(text);
    const format = get(formats, id, 'format');
    const { a } = makeProblem(get(generators, spec.generator, 'generator'), spec);
    if (a.kind !== 'sparse') throw new Error(`${text} is not sparse`);
    const run = () =>
      format.encode({ ...a, rowPointers: a.rowPointers.slice(), columnIndices: a.columnIndices.slice() });
    return {
      name: `CSR → ${format.label}`,
      amount: a.values.length,
      unit: 'nnz',
      floorPerSecond: MIN_NNZ_PER_SECOND,
      run,
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
  const uniform = get(generators, 'uniform', 'generator');
  const { a } = makeProblem(uniform, parseProblem('uniform(m=4096,n=4096,density=0.1)'));
  if (a.kind !== 'sparse') throw new Error('a uniform matrix is sparse');
  return `4096, 4096, ${a.values.length}\n${a.rowPointers.join(' ')}\n${a.columnIndices.join(' ')}\n`;
}

/** Of the large file: about 210 MB. */
const LARGE_ENTRIES = 8_000_000;
const LARGE_SIDE = 1_000_000;
const ENTRIES_PER_WRITE = 2_000;
/** What the process may take in all while it reads that. */
const MOST_LARGE_BYTES = 300e6;

interface LargeRead {
  readonly bytesPerSecond: number;
  readonly peakBytes: number;
}

/** Writes a large file, and has a process of its own read it, whose memory is that of reading alone. */
async function readLargeFile(): Promise<LargeRead> {
  const folder = makeTemporary('speed');
  try {
    const path = join(folder, 'large.mtx');
    await writeFile(path, largeFileText());
    return JSON.parse(execFileSync(process.execPath, [process.argv[1]!, path], { encoding: 'utf8' }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function reportLargeRead(path: string): Promise<void> {
  const { size } = await stat(path);
  const beganMs = cpuMs();
  await readMatrixMarket(createReadStream(path), { fileName: path, byteLength: size, seed: 1 });
  const bytesPerSecond = perSecond(size, (cpuMs() - beganMs) * NS_PER_MS);
  const large: LargeRead = { bytesPerSecond, peakBytes: process.resourceUsage().maxRSS * 1024 };
  console.log(JSON.stringify(large));
}

function* largeFileText(): Generator<string> {
  const random = createRandom(1);
  yield `%%MatrixMarket matrix coordinate real general\n${LARGE_SIDE} ${LARGE_SIDE} ${LARGE_ENTRIES}\n`;
  for (let i = 0; i < LARGE_ENTRIES; i += ENTRIES_PER_WRITE) {
    const place = () => random.below(LARGE_SIDE) + 1;
    const entry = () => `${place()} ${place()} ${(random.signed() * 1000).toFixed(8)}\n`;
    yield Array.from({ length: ENTRIES_PER_WRITE }, entry).join('');
  }
}

/** Milliseconds of CPU that this process has used: unlike the clock, blind to what else the machine does. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Median speed of each case, in order. */
async function measure(cases: readonly Case[]): Promise<number[]> {
  const tiny = new TinyBench({ now: cpuMs, time: 250, warmupTime: 100, iterations: 5, warmupIterations: 2 });
  for (const { name, run } of cases) tiny.add(name, async () => void (await run()));
  const tasks = await tiny.run();
  return tasks.map(({ name, result }, i) => {
    if (!('latency' in result)) throw new Error(`${name} was not timed: ${result.state}`);
    return perSecond(cases[i]!.amount, result.latency.p50 * NS_PER_MS);
  });
}

async function main(): Promise<void> {
  const large = await readLargeFile();
  const cases = [...generatorCases(), ...readerCases(), ...encoderCases()];
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
  const isSmall = large.peakBytes <= MOST_LARGE_BYTES;
  const isFast = large.bytesPerSecond >= MIN_BYTES_PER_SECOND;
  console.log(
    `.mtx of ${formatNumber(LARGE_ENTRIES / 1e6)} M entries from disk: ${formatBytesPerSecond(large.bytesPerSecond)} of CPU, ` +
      `${formatSi(large.peakBytes, 'B')} of memory at most (${formatSi(MOST_LARGE_BYTES, 'B')} allowed), ` +
      `${isSmall && isFast ? 'ok' : 'TOO MUCH'}`,
  );
  if (!isSmall || !isFast) process.exitCode = 1;
}

const [largeFile] = process.argv.slice(2);
await (largeFile === undefined ? main() : reportLargeRead(largeFile));
