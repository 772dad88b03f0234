import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generators, get } from '../../catalog.ts';
import { EXIT } from '../../core/errors.ts';
import { printableLines } from '../../core/printable.ts';
import { formatCase, parseProblem } from '../../core/record/address.ts';
import { makeProblem } from '../../problems/generate.ts';
import { folderStore } from '../../store/folder.ts';
import { sealFile, sealRecord } from '../../store/hash.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import type { Manifest } from '../exported/manifest.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (...words: string[]) => runCli(['export', '--out', folder, ...words], fakeEngine());

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
}

/** Reads an .npy file by the description of its format, version 1.0. */
async function readNpy(path: string) {
  const bytes = await readFile(join(folder, path));
  expect([...bytes.subarray(0, 8)]).toEqual([0x93, 78, 85, 77, 80, 89, 1, 0]);
  const begin = 10 + bytes.readUInt16LE(8);
  expect(begin % 64).toBe(0);
  const header = bytes.subarray(10, begin).toString('latin1');
  const match = /^\{'descr': '<([fu])4', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(
    header,
  )!;
  const shape = match[2]!.split(',').flatMap(size => (size.trim() === '' ? [] : [Number(size)]));
  const data = bytes.buffer.slice(bytes.byteOffset + begin, bytes.byteOffset + bytes.length);
  return { shape, values: [...(match[1] === 'f' ? new Float32Array(data) : new Uint32Array(data))] };
}

describe('export', () => {
  it('writes a sparse problem as its CSR arrays, with what a record needs', async () => {
    const address = 'uniform(m=20,n=30,density=0.2)#7';
    const { exitCode, stderr } = await run('--problem', address);
    expect(exitCode).toBe(EXIT.ok);
    expect(stderr).toMatch(/^Writing 1 problem, about 1\.\d+ KiB, to /);
    const [exported] = (await manifest()).problems;
    const problem = makeProblem(get(generators, 'uniform', 'generator'), parseProblem(address));
    if (problem.a.kind !== 'sparse') throw new Error('a uniform matrix is sparse');
    expect(exported).toMatchObject({ address, operation: 'matvec', format: 'csr-f32' });
    expect(exported!.facts.nnz).toBe(problem.nnz);
    expect(exported!.usefulFlops).toBe(2 * problem.nnz);
    const touched = new Set(problem.a.columnIndices).size;
    expect(exported!.compulsoryBytes).toBe(8 * problem.nnz + 4 * (21 + touched + 20));
    const { rowPointers, columnIndices, values, rhs } = exported!.arrays;
    expect(await readNpy(rowPointers!)).toEqual({ shape: [21], values: [...problem.a.rowPointers] });
    expect(await readNpy(columnIndices!)).toEqual({
      shape: [problem.nnz],
      values: [...problem.a.columnIndices],
    });
    expect(await readNpy(values!)).toEqual({ shape: [problem.nnz], values: [...problem.a.values] });
    expect(await readNpy(rhs!)).toEqual({ shape: [30, 1], values: [...problem.rhs] });
  });

  it('writes dense products, and matrices from files', async () => {
    const path = join(folder, 'tiny.mtx');
    await writeFile(path, '%%MatrixMarket matrix coordinate real general\n2 3 2\n1 1 5\n2 3 -1\n');
    const outcome = await run('--problem', 'product(m=3,n=2,k=4)', '--matrix', path);
    expect(outcome.exitCode).toBe(EXIT.ok);
    const [product, file] = (await manifest()).problems;
    expect(product).toMatchObject({
      operation: 'matmul',
      usefulFlops: 48,
      compulsoryBytes: 4 * (12 + 8 + 6),
    });
    expect((await readNpy(product!.arrays.a!)).shape).toEqual([3, 4]);
    expect((await readNpy(product!.arrays.rhs!)).shape).toEqual([4, 2]);
    expect((await readNpy(file!.arrays.values!)).values).toEqual([5, -1]);
    expect(file!.address).toBe('file(name=tiny.mtx,m=2,n=3)#1');
  });

  it('lets no name of a folder act on a terminal', async () => {
    const out = join(folder, 'a\u001b[2J\u202e');
    const words = ['export', '--out', out, '--problem', 'dense(m=2,n=2)'];
    const { stdout, stderr, exitCode } = await runCli(words, fakeEngine());
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('Manifest: ');
    expect(printableLines(stdout + stderr)).toBe(stdout + stderr);
  });

  it('takes the products that a run measured, each once', async () => {
    const store = folderStore(folder);
    const sample = await sampleResultFile();
    const problem = parseProblem('dense(m=6,n=5)');
    const moved = sample.records
      .filter(({ operation }) => operation === 'matvec')
      .map(record => ({ ...record, case: { ...record.case, problem } }))
      .map(record => [formatCase(record.case), record] as const);
    const products = await Promise.all(
      [...new Map(moved)].map(([address, record]) => sealRecord({ ...record, address })),
    );
    expect(products.length).toBeGreaterThan(1);
    const { location } = await store.save(await sealFile({ ...sample, records: products }));
    expect((await run('--like', location, '--problem', 'dense(m=2,n=2)')).stderr).toMatch(/^Writing 2 /);
    const { problems } = await manifest();
    expect(problems.map(({ address }) => address)).toEqual(['dense(m=2,n=2)#1', 'dense(m=6,n=5)#1']);
  });

  it.each([
    ['dense(m=0,n=4)', /dense: m=0, expected/],
    ['dense(4)', /not an address/],
    ['nonsense(m=4)', /no generator "nonsense"/],
    ['vector(n=64)', /no matrix product/],
    ['file(name=a.mtx)', /--matrix/],
    ['dense(m=134217728,n=134217728)', /cannot write 64.* PiB|disk has .* left/],
  ])('refuses %s in one line', async (address, message) => {
    const { exitCode, stderr } = await run('--problem', address);
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(message);
    expect(await readdir(folder)).not.toContain('manifest.json');
  });

  it('writes nothing where one of several problems is no product', async () => {
    const { exitCode } = await run('--problem', 'dense(m=2,n=2)', '--problem', 'vector(n=64)');
    expect(exitCode).toBe(EXIT.usage);
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes no products of a file that disagrees with itself', async () => {
    const { location } = await folderStore(folder).save(await sampleResultFile());
    const broken = join(folder, 'broken.json');
    await writeFile(broken, (await readFile(location, 'utf8')).replace('"m":1024', '"m":1025'));
    const { exitCode, stderr } = await run('--like', broken);
    expect(exitCode).toBe(EXIT.invalidFile);
    expect(stderr).toMatch(/^error: .*broken\.json: it disagrees with itself: records\[1\]/);
    expect(await readdir(folder)).not.toContain('manifest.json');
  });

  it('ends with 130 at Ctrl-C, and leaves no file that it had begun', async () => {
    const words = ['export', '--out', folder, '--problem', 'dense(m=2,n=2)'];
    const outcome = await runCli(words, fakeEngine(), {
      onInterrupt: callback => {
        callback();
        return () => {};
      },
    });
    expect(outcome.exitCode).toBe(EXIT.interrupted);
    expect(outcome.stderr).toMatch(/^error: stopped before .*a\.npy was written$/m);
    expect(await readdir(folder, { recursive: true })).toEqual(['dense-m-2-n-2-1']);
  });

  it('shows examples', async () => {
    const { stdout, exitCode } = await runCli(['export', '--help'], fakeEngine());
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain("--problem 'uniform(m=4096,n=4096,density=0.1)#7'");
  });
});
