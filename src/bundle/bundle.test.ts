import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../core/errors.ts';
import { buildWithVite } from '../platform/vite-build.ts';
import { listResultFiles } from '../store/folder.ts';
import { packArchive } from './archive.ts';
import { bundleContents, bundleName } from './contents.ts';
import { writeArchive } from './write-archive.ts';

/** A real bundle, unpacked with plain `tar` and started with nothing around it. Its Node is the one that runs the tests:
 * the one that users get is fetched by `ridgepoint bundle`, and checked by check-bare-root.sh. */

const checkout = resolve(import.meta.dirname, '../..');
const supported = process.platform === 'linux' && process.arch === 'x64';
const NAME = bundleName('0.0.0', 'x64');

let scratch: string;
let bundle: string;
let page: string;
let program: string;

const parts = () => ({
  version: '0.0.0',
  checkout,
  runtime: { binary: process.execPath, license: join(checkout, 'node_modules/webgpu/LICENSE.md') },
  program,
  page,
});

beforeAll(async () => {
  if (!supported) return;
  scratch = await mkdtemp(join(tmpdir(), 'ridgepoint-bundle-test-'));
  bundle = join(scratch, NAME);
  [program, page] = [join(scratch, 'program'), join(scratch, 'page')];
  await buildWithVite(checkout, 'program', program);
  await buildWithVite(checkout, 'page', page);
  const files = await bundleContents({ ...parts(), arch: 'x64' });
  await writeArchive(join(scratch, 'bundle.tar.gz'), await packArchive(NAME, files, 1));
  execFileSync('tar', ['-xzf', 'bundle.tar.gz'], { cwd: scratch });
}, 120_000);

afterAll(async () => {
  if (scratch) await rm(scratch, { recursive: true, force: true });
});

/** Starts it with an empty environment: no PATH to another Node, no cache folder, no library path. */
function start(words: readonly string[], launcher = join(bundle, 'ridgepoint')) {
  const ended = spawnSync(launcher, words, { cwd: scratch, env: {}, encoding: 'utf8' });
  return { exitCode: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

describe('the bundle', () => {
  it('measures on its own software adapter, and validates the file that it left', async context => {
    if (!supported) return context.skip('bundles that bring their driver exist for x86-64 Linux');
    const run = start(['run', 'smoke', '--adapter', 'software', '--kernels', 'gemv/*', '--time-budget', '3']);
    expect(run.stdout).toContain('Software adapter');
    expect(run.exitCode).toBe(EXIT.ok);
    const results = join(scratch, 'results/local');
    const [name] = await listResultFiles(results);
    expect(JSON.parse(await readFile(join(results, name!), 'utf8')).environment.adapter.class).toBe(
      'software',
    );
    const validated = start(['validate', 'results/local']);
    expect(validated.exitCode).toBe(EXIT.ok);
    // Beside other work a rate may look odd, which is doubtful and no fault of the file.
    expect(validated.stdout).toMatch(new RegExp(`^(ok|doubtful) results/local/${name}\n`));
    const html = start(['report', join(results, name!), '--html', 'report.html']);
    expect(html.exitCode).toBe(EXIT.ok);
    expect(await readFile(join(scratch, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('starts through a link, shows its own commands, and packs no further bundle', async context => {
    if (!supported) return context.skip('bundles that bring their driver exist for x86-64 Linux');
    await symlink(join(NAME, 'ridgepoint'), join(scratch, 'link'));
    const help = start(['doctor', '--help'], join(scratch, 'link'));
    expect(help.stdout).toContain('  ./ridgepoint doctor --adapter software');
    const again = start(['bundle']);
    expect(again.exitCode).toBe(EXIT.usage);
    expect(again.stderr).toContain('packed in a checkout');
  });

  it('comes with a checksum that is checked as usual', async context => {
    if (!supported) return context.skip('needs the packed bundle');
    const check = spawnSync('sha256sum', ['-c', 'bundle.tar.gz.sha256'], { cwd: scratch, encoding: 'utf8' });
    expect(check).toMatchObject({ status: 0, stdout: 'bundle.tar.gz: OK\n' });
  });

  it('says what the machine needs, and under which licences its parts come', async context => {
    if (!supported) return context.skip('bundles that bring their driver exist for x86-64 Linux');
    const readme = await readFile(join(bundle, 'README.txt'), 'utf8');
    expect(readme).toContain('Ridgepoint 0.0.0 for Linux x86_64');
    expect(readme).toContain('GLIBCXX_3.4.30');
    expect(readme).not.toMatch(/%[A-Z]+%/);
    expect(await readFile(join(bundle, 'licenses/npm-packages.txt'), 'utf8')).toMatch(
      /^d3-scale [\d.]+: ISC$/m,
    );
    expect(await readFile(join(bundle, 'licenses/vulkan.txt'), 'utf8')).toContain(
      'Subzero, and the parts of LLVM',
    );
    expect(await readFile(join(bundle, 'licenses/dawn.txt'), 'utf8')).toContain('SPIRV-Tools, https://');
  });

  it('leaves loader and driver to the machine on 64-bit ARM', async context => {
    if (!supported) return context.skip('needs the built program');
    const files = await bundleContents({ ...parts(), arch: 'arm64' });
    const paths = files.map(file => file.path);
    expect(paths).toContain('program/node_modules/webgpu/dist/linux-arm64/dawn.node');
    expect(paths.filter(path => path.startsWith('vulkan/') || path.includes('linux-x64'))).toEqual([]);
    const launcher = files.find(file => file.path === 'ridgepoint')!;
    expect(new TextDecoder().decode(launcher.data)).toContain('"Linux aarch64"');
  });
});
