import type { AdapterFacts } from '../../../core/environment.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';

/** What a run tells of the computer that measured, in one paragraph. */
export function contentsText({ environment, records }: Pick<ResultFile, 'environment' | 'records'>): string {
  const { adapter, runtime, label } = environment;
  const files = new Set(
    records.flatMap(({ case: { problem } }) =>
      problem.generator === 'file' ? [String(problem.params.name)] : [],
    ),
  );
  const matrices = files.size === 0 ? [] : [`matrix files (${[...files].join(', ')})`];
  const told = [
    `GPU and driver (${adapterText(adapter)})`,
    `${runtime.name} ${runtime.version} on ${runtime.platform}`,
    ...(label === null ? [] : [`its label “${label}”`]),
    ...matrices,
    'what was timed and when',
  ];
  const card = ['GPU', ...(files.size === 0 ? [] : ['matrix files']), 'date'];
  return `The result file tells of the computer: ${told.join(', ')}. The card tells ${listText(card)}. Nothing else about it is in them.`;
}

function adapterText({ vendor, architecture, device, description }: AdapterFacts): string {
  const parts = new Set([vendor, architecture, device, description].filter(part => part !== ''));
  return parts.size === 0 ? 'which the browser does not name' : [...parts].join(', ');
}

function listText(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
