import type { Command } from 'commander';
import { adapterName, type Environment, warningsOf } from '../../core/environment.ts';
import { formatInterval } from '../../core/interval.ts';
import { formatCount, formatDuration, formatMemory } from '../../core/units.ts';
import { definitions, REPORT_WIDTH, wrap } from '../../report/table/text.ts';
import type { Context } from '../context.ts';
import { adapterOption } from '../options.ts';

export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .summary('what this machine can measure, and how good its clock is')
    .description(
      'Prints adapter, class, features, limits and clock steps. Exit code 3, with what to install, where there is none.',
    )
    .addOption(adapterOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: { adapter?: string }) => {
      const wish = options.adapter ?? null;
      const relaunched = await context.engine.relaunch(wish);
      if (relaunched !== null) return context.exitWith(relaunched);
      const device = await context.engine.describeDevice(wish);
      context.io.stdout.write(`${describe(device).join('\n')}\n`);
    });
}

const EXAMPLES = `
Examples:
  npm run -s ridgepoint -- doctor
  npm run -s ridgepoint -- doctor --adapter software
`;

/** The lines of what there is to say of a device. */
export function describe(device: Environment): readonly string[] {
  const { adapter, runtime, toggles, features } = device;
  const facts: readonly (readonly [string, string])[] = [
    ['adapter', adapterName(adapter)],
    [
      'vendor',
      [adapter.vendor, adapter.architecture, adapter.device].filter(text => text !== '').join(' ') || 'n/a',
    ],
    ['class', adapter.class],
    ['subgroups', subgroupText(device)],
    ['runtime', `${runtime.name} ${runtime.version}, ${runtime.platform}`],
    ['toggles', toggles.length === 0 ? 'none' : toggles.join(', ')],
    ['GPU clock', gpuClockText(device)],
    ['wall clock', wallClockText(device)],
    ['dispatches', OVERLAPS[device.clock.overlaps]],
    ['features', features.length === 0 ? 'none' : features.toSorted().join(', ')],
    ...(device.concession === undefined ? [] : [['device', device.concession] as const]),
    ['limits', ''],
  ];
  return [
    ...definitions(facts, REPORT_WIDTH),
    ...limitLines(device.limits),
    ...warningsOf(device).flatMap(warning => ['', ...wrap(warning, REPORT_WIDTH)]),
  ];
}

function subgroupText({ adapter }: Environment): string {
  const { subgroupMinSize: min, subgroupMaxSize: max } = adapter;
  if (min === null || max === null) return 'n/a: the adapter does not say';
  return min === max ? `${min} invocations` : `${min} to ${max} invocations`;
}

function gpuClockText({ clock, features }: Environment): string {
  if (clock.timestampStepNs === null) {
    const why = features.includes('timestamp-query') ? 'timestamp-query does not work' : 'no timestamp-query';
    return `n/a: ${why}; the wall clock times everything`;
  }
  const quantised =
    clock.timestampsQuantised === null ? '' : clock.timestampsQuantised ? ', quantised' : ', not quantised';
  return `timestamps tick every ${formatDuration(clock.timestampStepNs)}${quantised}`;
}

function wallClockText({ clock }: Environment): string {
  const { agreement, wallStepNs, wallAnswerNs } = clock;
  const agree =
    agreement === null
      ? ''
      : `; GPU ÷ wall on long batches ${formatInterval(agreement.ratio, agreement.low, agreement.high)}`;
  const answer =
    wallAnswerNs === undefined ? '' : `; an idle queue answers after ${formatDuration(wallAnswerNs)}`;
  return `ticks every ${formatDuration(wallStepNs)}${answer}${agree}`;
}

const OVERLAPS = {
  yes: 'those of one pass that write different outputs run at the same time',
  no: 'those of one pass run one after another',
  unknown: 'whether those of one pass overlap is unknown',
} as const;

function limitLines(limits: Readonly<Record<string, number>>): readonly string[] {
  const names = Object.keys(limits).sort();
  const nameWidth = Math.max(0, ...names.map(name => name.length)) + 4;
  return names.map(name => `  ${name.padEnd(nameWidth)}${limitText(name, limits[name]!)}`.trimEnd());
}

/** Sizes in bytes read as memory; everything else is a count. */
function limitText(name: string, value: number): string {
  const isMemory = /(BufferSize|BindingSize|StorageSize|Bytes\w*)$/.test(name);
  return isMemory ? formatMemory(value) : formatCount(value);
}
