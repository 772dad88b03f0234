import { useMemo } from 'preact/hooks';
import { compareSides, type SidesComparison } from '../../../analysis/compare/sides/compare-sides.ts';
import { sideRun } from '../../../analysis/compare/sides/side.ts';
import { printable } from '../../../core/printable.ts';
import {
  deviationText,
  launchesText,
  outcomeText,
  overallText,
  ratioText,
  sidesTitle,
} from '../../../report/compare/compare-words.ts';
import type { ComparedFile } from '../../../report/compare/machine-answers.ts';
import { TableFrame } from './table-frame.tsx';

/** Of two runs of one class: is the second faster, slower or the same? */
export function TwoSides({ files }: { readonly files: readonly ComparedFile[] }) {
  const sides = useMemo(() => sidesOf(files), [files]);
  if (sides === null) return null;
  const launches = launchesText(sides);
  return (
    <section aria-labelledby="sides-title">
      <h2 id="sides-title">
        {printable(sidesTitle(sides))}: {sides.overall.outcome}
      </h2>
      <p>{overallText(sides)}</p>
      <p class="small quiet">
        {deviationText(sides)} {launches}
      </p>
      <TableFrame label="Kernels of two runs">
        <table>
          <thead>
            <tr>
              <th scope="col">Kernel</th>
              <th scope="col" class="number">
                Takes, times as long
              </th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {sides.kernels.map(kernel => (
              <tr key={kernel.kernelId}>
                <th scope="row">{printable(kernel.kernelId)}</th>
                <td class="number" data-label="Takes, times as long">
                  {ratioText(kernel)}
                </td>
                <td>{outcomeText(kernel, sides.kernels.length)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}

/** Null unless two runs of one class have a case in common. */
function sidesOf(files: readonly ComparedFile[]): SidesComparison | null {
  const [first, second, ...more] = files;
  if (first === undefined || second === undefined || more.length > 0) return null;
  const [a, b] = [sideRun(first.file), sideRun(second.file)];
  return a.machine.class === b.machine.class ? compareSides([a], [b]) : null;
}
