import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { measureVendor, vendorObstacle } from './vendor.ts';

let folder: string;
let nvidia: Parameters<typeof vendorObstacle>[0];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-python-'));
  const { adapter } = (await sampleResultFile()).environment;
  nvidia = { ...adapter, vendor: 'nvidia', class: 'hardware' };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** A program of that name, the first on the path, or the only one. */
async function standIn(script: string, path = process.env.PATH!): Promise<void> {
  const program = join(folder, 'python3');
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  vi.stubEnv('PATH', [folder, path].join(delimiter));
}

describe('whether the vendor’s libraries can be measured', () => {
  it('is a matter of adapter, Python and PyTorch', async () => {
    await standIn('echo');
    expect(await vendorObstacle(nvidia)).toBeNull();
    expect(await vendorObstacle({ ...nvidia, class: 'software' })).toContain('software');
    expect(await vendorObstacle({ ...nvidia, vendor: 'amd' })).toContain('not NVIDIA');
    await standIn('echo torch numpy');
    expect(await vendorObstacle(nvidia)).toBe('there is no PyTorch here (python3 lacks torch numpy)');
    await standIn('exit 3');
    expect(await vendorObstacle(nvidia)).toContain('there is no PyTorch here');
    vi.stubEnv('PATH', join(folder, 'none'));
    expect(await vendorObstacle(nvidia)).toBe('there is no Python here (python3)');
  });

  it('is asked of Python itself', async context => {
    const reason = await vendorObstacle(nvidia);
    if (reason?.includes('no Python')) context.skip('python3 does not start here');
    expect(reason ?? '').toMatch(/^$|^there is no PyTorch here \(python3 lacks (torch|numpy|torch numpy)\)$/);
  });
});

describe('measuring the vendor’s libraries', () => {
  const notes: string[] = [];
  const measure = async (script: string, signal = new AbortController().signal) => {
    await standIn(script);
    const program = join(folder, 'export.mjs');
    await writeFile(program, "console.log(process.argv.slice(2).join(' '))");
    const [node, before] = process.argv;
    process.argv[1] = program;
    notes.length = 0;
    try {
      await measureVendor({
        problems: ['dense(m=8,n=8)#1'],
        scratch: join(folder, 'scratch'),
        result: join(folder, 'vendor.json'),
        label: 'lab box',
        signal,
        note: message => notes.push(message),
      });
    } finally {
      process.argv.splice(0, 2, node!, before!);
    }
  };
  const hasScratch = () =>
    stat(join(folder, 'scratch')).then(
      () => true,
      () => false,
    );

  it('hands the program the problems and where the result goes, and tells what it says', async () => {
    await measure('grep -q cuBLAS "$1" || exit 9; echo "section 1 of 3" >&2; shift; echo "$@" > "$4"');
    expect(await readFile(join(folder, 'vendor.json'), 'utf8')).toBe(
      `--problems ${join(folder, 'scratch/problems')} --out ${join(folder, 'vendor.json')} --label lab box\n`,
    );
    expect(notes).toEqual(['section 1 of 3']);
    expect(await hasScratch()).toBe(false);
  });

  it('says why it failed, and leaves no problems behind', async () => {
    await expect(measure('echo "error: PyTorch finds no CUDA device" >&2; exit 2')).rejects.toMatchObject({
      message: "the vendor's libraries were not measured: PyTorch finds no CUDA device",
      exitCode: 2,
    });
    expect(await hasScratch()).toBe(false);
  });

  it('is ended at once by its signal', async () => {
    const stop = new AbortController();
    const measuring = measure('echo ready >&2; exec sleep 1000', stop.signal);
    const ended = expect(measuring).rejects.toThrow("the vendor's libraries were not measured");
    await expect.poll(() => notes, { timeout: 30_000 }).toEqual(['ready']);
    stop.abort();
    await ended;
    expect(await hasScratch()).toBe(false);
  });
});
