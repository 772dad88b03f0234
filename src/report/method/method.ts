import { counting } from './counting.ts';
import type { Block, MethodConstants, Part } from './document.ts';
import { ceilings, deciding, sparse } from './judging.ts';
import { timing } from './timing.ts';
import { words } from './words.ts';

export const METHOD_TITLE = 'How it is measured';

export const METHOD_LEAD =
  'A benchmark is an argument. This is what is counted, how it is timed, and what would refute the claim that batch-1 ' +
  'inference is bandwidth-bound. Every number below is read from the code that acts by it.';

/** The whole method, in order. */
export function methodParts(constants: MethodConstants): readonly Part[] {
  return [
    counting(),
    timing(constants),
    ceilings(constants),
    deciding(constants),
    sparse(constants),
    words(),
  ];
}

/** A page that can be cited. */
export function methodMarkdown(constants: MethodConstants): string {
  const parts = methodParts(constants).map(({ title, blocks }) =>
    [`## ${title}`, ...blocks.map(blockMarkdown)].join('\n\n'),
  );
  return `${[`# ${METHOD_TITLE}`, METHOD_LEAD, ...parts, thresholdTable(constants)].join('\n\n')}\n`;
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'list':
      return block.items.map(item => `- ${item}`).join('\n');
    case 'table':
      return tableMarkdown(block.head, block.rows);
  }
}

function tableMarkdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function thresholdTable({ thresholds }: MethodConstants): string {
  const rows = Object.entries(thresholds).map(([name, value]) => [`\`${name}\``, String(value)]);
  const lead =
    'The constants that findings are judged by. Every result file holds those that it was judged by.';
  return `## Constants in force\n\n${lead}\n\n${tableMarkdown(['constant', 'value'], rows)}`;
}
