import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { ownAddresses, ownNames, urlHost } from '../../collector/certificate/addresses.ts';
import { type Certificate, certificateIn } from '../../collector/certificate/certificate.ts';
import { type Collector, openCollector } from '../../collector/collector.ts';
import { LIMITS } from '../../collector/limits/limits.ts';
import { type PageFiles, readPage } from '../../collector/page/page-files.ts';
import { type Examine, examineBy } from '../../collector/runs/examine.ts';
import { writeDurably } from '../../collector/stores/folder/durable.ts';
import { openFolderStore } from '../../collector/stores/folder/folder-store.ts';
import type { RunStore } from '../../collector/stores/run-store.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import { printable } from '../../core/printable.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { examine as examineFile } from '../../integrity/examine.ts';
import { bundleFolder, checkoutFolder } from '../../platform/installation.ts';
import { judgedToday } from '../../store/judged-today.ts';
import { isWildcard, welcome } from '../collecting/welcome.ts';
import type { Context } from '../context.ts';
import { collect as repeated } from '../options.ts';

interface CollectOptions {
  readonly folder: string;
  readonly store?: string;
  readonly host?: string | true;
  readonly port: number;
  readonly http?: true;
  readonly publicUrl?: string;
  readonly allowOrigin: readonly string[];
  readonly trustProxy: number;
  readonly uploadsPerMinute: number;
  readonly reindex?: true;
  readonly apiOnly?: true;
}

export function addCollect(program: Command, context: Context): void {
  program
    .command('collect')
    .summary('serve the page to phones and laptops, and receive their runs')
    .description(
      'Serves the page and receives the runs that are sent from it. Each is checked against itself before it is kept; ' +
        'what was answered is on disk. Without --host it is open to this machine alone. With it, other machines come in by ' +
        'HTTPS, since browsers offer WebGPU over nothing else: the certificate is made on the first start, and browsers ' +
        'warn of it once, because nobody has signed it. Ctrl-C ends it; runs stay.',
    )
    .option('--folder <folder>', 'runs, certificate and owner’s token', 'collected')
    .option(
      '--store <url>',
      'PostgreSQL, shared by several collectors: postgres://user:password@host/database',
    )
    .option('--host [address]', 'open to other machines, on all addresses or on one')
    .option('--port <port>', 'port to listen on', parseCount(0, 65_535), 8443)
    .option('--http', 'without encryption, behind a proxy that encrypts')
    .option('--public-url <url>', 'how the collector is known outside, behind a proxy', parseOrigin)
    .option(
      '--allow-origin <url>',
      'page of another origin that may read and send; may be repeated',
      addOrigin,
      [],
    )
    .option(
      '--trust-proxy <count>',
      'proxies in front, whose X-Forwarded-For is believed',
      parseCount(0, 10),
      0,
    )
    .option('--uploads-per-minute <count>', 'of one address', parseCount(1, 1_000_000), 120)
    .option('--api-only', 'without the page')
    .option('--reindex', 'examine every kept run anew')
    .addHelpText('after', EXAMPLES)
    .action((options: CollectOptions) => collect(options, context));
}

const EXAMPLES = `
Examples:
  Runs from every machine in the room, in one table:
    npm run -s ridgepoint -- collect --host
    npm run -s ridgepoint -- report collected/runs/*.json
  Several collectors behind a balancer, with the same database:
    npm run -s ridgepoint -- collect --http --store postgres://user@host/ridgepoint --public-url https://runs.example.org --trust-proxy 1
  Behind a proxy that has a real certificate:
    npm run -s ridgepoint -- collect --http --public-url https://runs.example.org --trust-proxy 1
  What is kept, one run, and its end:
    curl -k https://127.0.0.1:8443/api/runs
    curl -k https://127.0.0.1:8443/api/runs/HASH > run.json
    curl -k -X DELETE -H 'Authorization: Bearer TOKEN' https://127.0.0.1:8443/api/runs/HASH
  A doubtful run is listed and kept out of rankings until the owner approves it:
    curl -k -X POST -H 'Authorization: Bearer OWNER' https://127.0.0.1:8443/api/runs/HASH/approval

All paths: /api/openapi.json.
`;

async function collect(options: CollectOptions, { engine, io, programVersion }: Context): Promise<void> {
  const isOpen = options.host !== undefined;
  if (options.http && isOpen && options.publicUrl === undefined) {
    throw new UserError(
      '--http with --host needs --public-url: pages over plain HTTP have no WebGPU',
      EXIT.usage,
    );
  }
  const page = options.apiOnly ? null : await builtPage();
  // Kernels are not asked for what they would launch: a stranger's file says on what, and it may be anything.
  const remarksOn = (file: ResultFile) => examineFile(file, { nowMs: Date.now(), relaunches: false });
  const examine = examineBy(engine.validation, remarksOn);
  const log = (line: string) => void io.stderr.write(`${new Date().toISOString()} ${printable(line)}\n`);
  const store = await openStore(options, examine, log);
  let collector: Collector;
  let certificate: Certificate | null = null;
  try {
    const host = options.host === true ? '0.0.0.0' : (options.host ?? '127.0.0.1');
    const addresses = isOpen ? ownAddresses() : ['127.0.0.1', '::1'];
    const asked = typeof options.host === 'string' && !isWildcard(options.host) ? [options.host] : [];
    const names = [...new Set([...(isOpen ? ownNames() : ['localhost']), ...addresses, ...asked])];
    if (isOpen && !options.http) {
      const outside = options.publicUrl === undefined ? [] : [bareHost(new URL(options.publicUrl).hostname)];
      const all = [...new Set([...names, ...outside])];
      certificate = await certificateIn(join(options.folder, 'private'), all, writeDurably);
    }
    collector = await openCollector({
      store,
      examine,
      judge: file => judgedToday(file, engine.validation),
      page,
      host,
      port: options.port,
      tls: certificate,
      names: names.map(urlHost),
      publicUrl: options.publicUrl ?? null,
      allowedOrigins: options.allowOrigin,
      trustedProxies: options.trustProxy,
      limits: {
        uploadsPerMinute: options.uploadsPerMinute,
        requestsPerMinute: Math.max(LIMITS.requestsPerMinute, 2 * options.uploadsPerMinute),
      },
      programVersion,
      log,
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  const { host, publicUrl, apiOnly, store: database, folder } = options;
  const kept = database === undefined ? join(folder, 'runs') : 'in PostgreSQL';
  const { port, ownerToken } = collector;
  const facts = { host: host ?? null, port, publicUrl: publicUrl ?? null, certificate, ownerToken, kept };
  io.stdout.write(welcome({ ...facts, isPage: apiOnly !== true }));
  await new Promise<void>(resolve => {
    const end = io.onInterrupt(() => {
      end();
      resolve();
    });
  });
  io.stderr.write('ending; the runs are kept\n');
  await collector.close();
}

async function openStore(
  options: CollectOptions,
  examine: Examine,
  onNote: (line: string) => void,
): Promise<RunStore> {
  if (options.store !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(options.store))
      throw new UserError('--store expects postgres://…', EXIT.usage);
    const { openPostgresStore } = await import('../../collector/stores/postgres/postgres-store.ts');
    return openPostgresStore({ url: options.store });
  }
  return openFolderStore({
    folder: join(options.folder, 'runs'),
    examine,
    reindex: options.reindex === true,
    onNote,
  });
}

async function builtPage(): Promise<PageFiles> {
  const bundle = bundleFolder();
  const checkout = checkoutFolder();
  const folder =
    bundle !== null ? join(bundle, 'page') : checkout !== null ? join(checkout, 'dist', 'page') : null;
  const page = folder === null ? null : await readPage(folder).catch(() => null);
  if (page?.has('/')) return page;
  throw new UserError('there is no built page to serve: npm run build:page makes it', EXIT.usage);
}

/** A URL has an IPv6 address in brackets, a certificate has it without. */
function bareHost(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function parseCount(min: number, max: number) {
  return (text: string): number => {
    const count = Number(text);
    if (/^\d+$/.test(text) && count >= min && count <= max) return count;
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
  };
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== '/' ||
    url.search + url.hash !== ''
  ) {
    throw new InvalidArgumentError('Expected scheme and host alone, as https://runs.example.org.');
  }
  return url.origin;
}

function addOrigin(text: string, earlier: readonly string[]): readonly string[] {
  return repeated(parseOrigin(text), earlier);
}
