import { useState } from 'preact/hooks';
import { machineText } from '../../../analysis/compare/machines/machine.ts';
import type { Cell, Section } from '../../../analysis/compare/machines/table.ts';
import { printable } from '../../../core/printable.ts';
import { formatCount, formatDuration, formatSi } from '../../../core/units.ts';
import { BarCell } from './bar-cell.tsx';
import { type Order, SortHeader } from './sort-header.tsx';
import { TableFrame } from './table-frame.tsx';

/** What a cell says. */
export type Measure = 'bytes' | 'flops' | 'time';

export const MEASURES: Readonly<Record<Measure, string>> = {
  bytes: 'Bytes/s',
  flops: 'FLOP/s',
  time: 'Time',
};

/** So many rows are drawn until all are asked for. */
const FIRST = 50;

interface KernelSectionProps {
  readonly section: Section;
  readonly measure: Measure;
}

/** Machines × kernels of one question; the bar is the share of the roof. */
export function KernelSection({ section, measure }: KernelSectionProps) {
  const { machines, rows, title } = section;
  const [order, setOrder] = useState<Order<string>>({ column: rows[0]!.kernelId, isDescending: true });
  const [all, setAll] = useState(false);
  const column = rows.findIndex(({ kernelId }) => kernelId === order.column);
  const places = machines.map((_, index) => index);
  const shown = sortedPlaces(places, index => keyOf(section, column, index, measure), order.isDescending);
  const header = { order, onOrder: setOrder };
  return (
    <section class="kernel-section">
      <h3>{printable(title)}</h3>
      <TableFrame label={`Machines and kernels: ${printable(title)}`}>
        <table>
          <thead>
            <tr>
              <SortHeader
                column=""
                label="Machine"
                meaning="Name and runtime"
                isNumeric={false}
                {...header}
              />
              {rows.map(({ kernelId, format }) => (
                <SortHeader
                  key={`${kernelId} ${format}`}
                  column={kernelId}
                  label={printable(kernelId)}
                  meaning={printable(format)}
                  isNumeric
                  {...header}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {(all ? shown : shown.slice(0, FIRST)).map(index => (
              <tr key={machines[index]!.id}>
                <th scope="row">{printable(machineText(machines[index]!))}</th>
                {rows.map(({ kernelId, format, cells }) => (
                  <KernelCell
                    key={`${kernelId} ${format}`}
                    name={kernelId}
                    cell={cells[index]!}
                    measure={measure}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
      {!all && shown.length > FIRST && (
        <button type="button" class="quiet-button" onClick={() => setAll(true)}>
          Show all {formatCount(shown.length)}
        </button>
      )}
    </section>
  );
}

interface KernelCellProps {
  readonly name: string;
  readonly cell: Cell | null;
  readonly measure: Measure;
}

const LAUNCH_REMARKS = { same: null, other: 'another launch', unknown: 'launch not known' } as const;

function KernelCell({ name, cell, measure }: KernelCellProps) {
  const text = cell === null ? '' : textOf(cell, measure);
  return (
    <BarCell
      label={printable(name)}
      text={text}
      share={cell?.shareOfRoof ?? null}
      shareText
      remark={cell === null ? null : LAUNCH_REMARKS[cell.launch]}
    />
  );
}

function textOf({ time, bytesPerSecond, flopsPerSecond }: Cell, measure: Measure): string {
  if (measure === 'time') return formatDuration(time.value);
  const rate = measure === 'bytes' ? bytesPerSecond : flopsPerSecond;
  return rate === null ? 'n/a' : formatSi(rate.value, measure === 'bytes' ? 'B/s' : 'FLOP/s');
}

/** @param column of the kernel; −1: by the name of the machine */
function keyOf({ machines, rows }: Section, column: number, index: number, measure: Measure) {
  if (column < 0) return machineText(machines[index]!).toLowerCase();
  const cell = rows[column]!.cells[index] ?? null;
  if (cell === null) return null;
  if (measure === 'time') return cell.time.value;
  return (measure === 'bytes' ? cell.bytesPerSecond : cell.flopsPerSecond)?.value ?? null;
}

/** What has no key comes last, whichever way. */
function sortedPlaces(
  places: readonly number[],
  keyAt: (index: number) => string | number | null,
  isDescending: boolean,
): readonly number[] {
  const sign = isDescending ? -1 : 1;
  return places
    .map(index => ({ index, key: keyAt(index) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      return sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) || a.index - b.index;
    })
    .map(({ index }) => index);
}
