import type { Command } from 'commander';
import type { KernelDescriptor } from '../../core/kernel.ts';
import type { Suite } from '../../core/plan.ts';
import { formatMemory, formatWait } from '../../core/units.ts';
import { alignColumns, definitions, REPORT_WIDTH, wrap } from '../../report/table/text.ts';
import type { Context } from '../context.ts';
import type { Engine } from '../engine.ts';

export function addList(program: Command, context: Context): void {
  program
    .command('list')
    .summary('what can be measured: suites, kernels, formats, problems')
    .description(
      'Lists suites, kernels, formats and problems; with a glob, the kernels that match, in detail.',
    )
    .argument('[glob]', 'matches kernel ids, for example spmv/* (quote it for the shell)')
    .addHelpText('after', EXAMPLES)
    .action((glob: string | undefined) => {
      const lines = glob === undefined ? everything(context.engine) : details(glob, context.engine);
      context.io.stdout.write(`${lines.join('\n')}\n`);
    });
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- list
  npm run -s ridgepoint -- list 'gemv/*'
`;

function everything({ catalog, suites }: Engine): readonly string[] {
  return [
    'Suites (expected time on a GPU, on a CPU)',
    ...entries(suites.values(), suite => `${suite.description} (${costOf(suite)})`),
    '',
    'Kernels',
    ...alignColumns(
      [
        { header: '  id', align: 'left' },
        { header: 'operation', align: 'left' },
        { header: 'format', align: 'left' },
        { header: 'label', align: 'left', flexible: true },
      ],
      [...catalog.kernels.values()].map(kernel => [
        `  ${kernel.id}`,
        kernel.operation,
        kernel.format,
        kernel.label,
      ]),
      REPORT_WIDTH,
    ),
    '',
    'Host baselines',
    ...entries(catalog.baselines.values(), baseline => baseline.description),
    '',
    'Formats',
    ...entries(catalog.formats.values(), format => format.label),
    '',
    'Problems',
    ...entries(
      catalog.generators.values(),
      generator => `${generator.description} (${Object.keys(generator.params).join(', ')})`,
    ),
  ];
}

function entries<T extends { readonly id: string }>(items: Iterable<T>, text: (item: T) => string): string[] {
  return definitions(
    [...items].map(item => [`  ${item.id}`, text(item)]),
    REPORT_WIDTH,
  );
}

function costOf(suite: Suite): string {
  const { hardware, software } = suite.expectedSeconds;
  const memory = formatMemory(suite.expectedBytes.hardware);
  return `${formatWait(hardware * 1000)}, ${formatWait(software * 1000)}, up to ${memory}`;
}

function details(glob: string, { catalog }: Engine): readonly string[] {
  return catalog
    .matchKernels(glob)
    .flatMap((id, index) => [...(index === 0 ? [] : ['']), ...detail(catalog.kernels.get(id)!)]);
}

function detail(kernel: KernelDescriptor): readonly string[] {
  const tunables = Object.entries(kernel.tunables).map(
    ([name, values]) => `${name} ∈ {${values.join(', ')}}`,
  );
  const facts: readonly (readonly [string, string])[] = [
    ['  computes', `${kernel.operation} on ${kernel.format}`],
    ['  tunables', tunables.length === 0 ? 'none' : `${tunables.join('; ')}; the first is the default`],
    ['  requires', kernel.requires.length === 0 ? 'nothing optional' : kernel.requires.join(', ')],
    ['  tolerance', `${kernel.tolerance} · Σ|a||x|`],
    ['  diluted', kernel.dilutable ? 'yes' : 'no'],
    ['  source', kernel.source],
  ];
  return [
    `${kernel.id}: ${kernel.label}`,
    ...wrap(`  ${kernel.description}`, REPORT_WIDTH, '  '),
    ...definitions(facts, REPORT_WIDTH),
  ];
}
