import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { packArchive } from '../../bundle/archive.ts';
import type { BundleArch } from '../../bundle/bundle-file.ts';
import { bundleContents, bundleName } from '../../bundle/contents.ts';
import { fetchNodeRuntime } from '../../bundle/node-runtime.ts';
import { checksumPath, writeArchive } from '../../bundle/write-archive.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import { formatMemory } from '../../core/units.ts';
import { checkoutFolder } from '../../platform/installation.ts';
import { makeTemporary } from '../../platform/scratch.ts';
import { buildWithVite } from '../../platform/vite-build.ts';
import { requireWritableFile } from '../../store/folder.ts';
import type { Context } from '../context.ts';

interface BundleOptions {
  readonly out?: string;
  readonly arm64?: true;
}

export function addBundle(program: Command, context: Context): void {
  program
    .command('bundle')
    .summary('pack everything into one archive for a machine without Node or network')
    .description(
      'Packs Node, Dawn, the program, a Vulkan loader and a software adapter into one archive for x86-64 Linux. ' +
        'Unpacked, it runs as ./ridgepoint with nothing installed. The Node in it is fetched from npm once. Its SHA-256 lies ' +
        'beside it, for sha256sum -c.',
    )
    .option('--out <file>', 'the archive (default: ridgepoint-<version>-linux-<processor>.tar.gz)')
    .option('--arm64', "for 64-bit ARM Linux: loader and driver are then the machine's own")
    .addHelpText('after', EXAMPLES)
    .action((options: BundleOptions) => bundle(options, context));
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- bundle --out ridgepoint.tar.gz
  npm run -s ridgepoint -- bundle --arm64
`;

async function bundle(options: BundleOptions, { io, programVersion: version }: Context): Promise<void> {
  const checkout = checkoutFolder();
  if (checkout === null) {
    throw new UserError('a bundle is packed in a checkout of Ridgepoint, not in another bundle', EXIT.usage);
  }
  const arch: BundleArch = options.arm64 ? 'arm64' : 'x64';
  const name = bundleName(version, arch);
  const out = options.out ?? `${name}.tar.gz`;
  const say = (text: string) => io.stderr.write(`${text}\n`);
  for (const path of [out, checksumPath(out)]) await requireWritableFile(path);
  const scratch = makeTemporary('bundle');
  try {
    const runtime = await fetchNodeRuntime(checkout, arch, node =>
      say(`Fetching Node ${node} for Linux ${arch} from npm (36 MB).`),
    );
    say('Building the program and the page.');
    const [program, page] = [join(scratch, 'program'), join(scratch, 'page')];
    await buildWithVite(checkout, 'program', program);
    await buildWithVite(checkout, 'page', page);
    const files = await bundleContents({ arch, version, checkout, runtime, program, page });
    const bytes = files.reduce((sum, file) => sum + file.data.length, 0);
    say(`Packing ${files.length} files, ${formatMemory(bytes)}.`);
    const archive = await packArchive(name, files);
    const digest = await writeArchive(out, archive);
    io.stdout.write(`Bundle: ${printable(out)}, ${formatMemory(archive.length)}; unpacks to ${name}/\n`);
    io.stdout.write(`SHA-256: ${digest}, also in ${printable(checksumPath(out))}\n`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
