import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as catalog from '../catalog.ts';
import { fakeEngine, runCli } from '../cli/testing/fake-engine.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import { describeAdapter, type Gpu } from '../gpu/device.ts';
import { execute } from '../gpu/execute.ts';
import { requestNullAdapter } from '../platform/node.ts';
import { documentText, repo, shownKernel } from './guide.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { paramsOf } from './struct-members.ts';
import { launchOn, tinyProblem, tunableCombinations } from './tiny-cases.ts';

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md'] as const;

/** Folders of the repository that documents name files in. */
const PATHS = /(?<![\w./-])(?:src|bench|shaders|results)\/[\w./*-]*[\w*/]/g;
/** What a reader is to write, and where a user's runs go. */
const NOT_HERE = /\/my-|^results\/local/;

const files = ['src', 'bench', 'shaders', 'results'].flatMap(folder =>
  readdirSync(join(repo, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => !name.includes('node_modules'))
    .map(name => join(folder, name)),
);

function exists(path: string): boolean {
  if (!path.includes('*')) return existsSync(join(repo, path));
  const source = path.replaceAll('.', '\\.').replaceAll('*', '[^/]*');
  return files.some(file => new RegExp(`^${source}$`).test(file));
}

describe.each(DOCUMENTS)('%s', name => {
  const text = documentText(name);

  it('names files and folders that exist', () => {
    const paths = [...text.matchAll(PATHS)].map(([path]) => path).filter(path => !NOT_HERE.test(path));
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter(path => !exists(path))).toEqual([]);
  });

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
    expect(links.filter(link => !/^https?:/.test(link) && !exists(link))).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8'));
    const named = [...text.matchAll(/npm (?:run (?:-s )?([\w:-]+)|(start|test))/g)].map(
      ([, a, b]) => a ?? b!,
    );
    expect(named).toContain('test');
    expect(named.filter(script => !(script in scripts))).toEqual([]);
  });

  it('names commands of the command line that exist', async () => {
    const { stdout } = await runCli(['--help'], fakeEngine());
    const commands = [...stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, command]) => command);
    const typed = [...text.matchAll(/ridgepoint -- ([a-z-]+)/g)].map(([, command]) => command!);
    expect(typed.length).toBeGreaterThan(0);
    expect(typed.filter(command => !commands.includes(command))).toEqual([]);
  });
});

describe('the kernel that CONTRIBUTING shows', () => {
  let kernel: KernelDescriptor;
  beforeAll(async () => {
    kernel = await shownKernel();
  });

  it('is no kernel of the catalogue, and names parts that are', () => {
    expect(catalog.kernels.has(kernel.id)).toBe(false);
    expect(catalog.partsOf(kernel)).toMatchObject({ operation: { id: 'matvec' }, format: { id: 'csr-f32' } });
  });

  it('is compiled by Tint with every choice of its tunables', async () => {
    const adapter = await requestNullAdapter();
    const gpu: Gpu = {
      device: await adapter!.requestDevice(),
      adapter: describeAdapter(adapter!),
      limits: DEFAULT_LIMITS,
      allLimits: {},
      features: new Set(),
      loss: { message: null },
      concession: null,
    };
    for (const tunables of tunableCombinations(kernel)) {
      await execute(gpu, kernel, launchOn(kernel, tinyProblem('matvec'), { tunables }));
    }
  });

  it('declares the parameter block as the other CSR kernels do', () => {
    expect(paramsOf(kernel.wgsl)).toEqual(paramsOf(catalog.kernels.get('spmv/csr-scalar')!.wgsl));
  });
});
