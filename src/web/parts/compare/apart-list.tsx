import { machineText } from '../../../analysis/compare/machines/machine.ts';
import { printable } from '../../../core/printable.ts';
import { counted } from '../../../report/compare/compare-words.ts';
import type { Comparison } from '../../../report/compare/comparison.ts';

/** What is compared with nothing, and why. */
export function ApartList({ comparison: { table } }: { readonly comparison: Comparison }) {
  if (table.apart.length === 0) return null;
  return (
    <>
      <h2>Apart</h2>
      <ul class="apart">
        {table.apart.map(({ machine, count, example, reason }) => (
          <li key={`${machine.id} ${reason}`}>
            {printable(machineText(machine))}: {counted(count, 'case')}, {printable(reason)}{' '}
            <span class="quiet">({printable(example)})</span>
          </li>
        ))}
      </ul>
    </>
  );
}
