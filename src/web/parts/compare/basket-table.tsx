import { machineText } from '../../../analysis/compare/machines/machine.ts';
import { rateText } from '../../../answer/words.ts';
import { printable } from '../../../core/printable.ts';
import { formatShare } from '../../../core/units.ts';
import { regimeText, sourceText, tokensText } from '../../../report/compare/compare-words.ts';
import type { MachineAnswer } from '../../../report/compare/machine-answers.ts';
import { TableFrame } from './table-frame.tsx';

interface Column {
  readonly label: string;
  readonly isNumeric: boolean;
  text(machine: MachineAnswer): string;
}

const COLUMNS: readonly Column[] = [
  { label: 'Limited by', isNumeric: false, text: regimeText },
  {
    label: 'Reads',
    isNumeric: true,
    text: ({ read }) => (read === null ? 'n/a' : rateText(read, 'B/s')),
  },
  {
    label: 'Calculates',
    isNumeric: true,
    text: ({ fma }) => (fma === null ? 'n/a' : rateText(fma, 'FLOP/s')),
  },
  { label: 'Tokens/s', isNumeric: true, text: tokensText },
  {
    label: 'Sparse wins below',
    isNumeric: true,
    text: ({ crossovers }) => {
      const uniform = crossovers.find(({ pattern }) => pattern === 'uniform');
      if (!uniform) return 'not swept';
      return uniform.crossing ? formatShare(uniform.crossing.value) : uniform.status;
    },
  },
];

/** What each machine of the basket answers, a row a machine; those columns that differ, where only they are wanted. */
export function BasketTable(props: {
  readonly machines: readonly MachineAnswer[];
  readonly onlyDifferences: boolean;
}) {
  const { machines, onlyDifferences } = props;
  const columns = [...COLUMNS, ...claimColumns(machines)].filter(
    ({ text }) => !onlyDifferences || machines.length < 2 || new Set(machines.map(text)).size > 1,
  );
  return (
    <TableFrame label="What the chosen machines answer">
      <table>
        <thead>
          <tr>
            <th scope="col">Machine</th>
            {columns.map(({ label, isNumeric }) => (
              <th key={label} scope="col" class={isNumeric ? 'number' : ''}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {machines.map(machine => (
            <tr key={machine.machine.id}>
              <th scope="row">
                {printable(machineText(machine.machine))}
                {sourceText(machine) !== null && <span class="remark">{sourceText(machine)}</span>}
              </th>
              {columns.map(({ label, text }) => (
                <td key={label} class="number" data-label={label}>
                  {printable(text(machine))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** One a claim that any machine judged. */
function claimColumns(machines: readonly MachineAnswer[]): readonly Column[] {
  const ids = [...new Set(machines.flatMap(({ claims }) => claims.map(({ finding }) => finding.id)))];
  return ids.map(id => ({
    label: id,
    isNumeric: false,
    text: ({ claims }) => claims.find(({ finding }) => finding.id === id)?.finding.status ?? 'n/a',
  }));
}
