import type { Estimate } from '../../analysis/evidence/estimate.ts';
import { rateText } from '../../answer/words.ts';
import { formatNumber, formatSi, trimZeros } from '../../core/units.ts';
import { decadeTicks, logDomain } from '../axis-ticks.ts';
import { type Figure, type FigureText, numberColumn, rowText, type Size, textColumn } from '../figure.ts';
import { Absent, BottomAxis, Halo, LeftAxis, Point, Svg } from '../frame.tsx';
import { alongLine, around, fittedText, placeLabels } from '../label-placement.ts';
import { paint } from '../palette.ts';
import { logScale } from '../scales.ts';
import { CIRCLE, dashOf } from './dashes.ts';

/** What one machine's roof is made of; null where it was not measured. */
export interface MachineRoof {
  readonly name: string;
  /** B/s. */
  readonly read: Estimate | null;
  /** FLOP/s. */
  readonly fma: Estimate | null;
  /** A product passes one of them by more than the noise: it is no roof. */
  readonly isPassed: boolean;
}

/** A roof that has both its parts. */
interface Roof {
  readonly name: string;
  readonly read: Estimate;
  readonly fma: Estimate;
  /** FLOP/byte. */
  readonly ridge: number;
}

/** Rooflines of several machines: a slope by how fast each reads, a level by how fast it calculates. */
export function roofsFigure(machines: readonly MachineRoof[]): Figure {
  const roofs = machines.flatMap(({ name, read, fma, isPassed }) =>
    read && fma && !isPassed ? [{ name, read, fma, ridge: fma.value / read.value }] : [],
  );
  const text = textOf(roofs, machines);
  return {
    id: 'roofs',
    heading: 'Rooflines',
    text,
    heightFor: width => Math.round(Math.min(440, Math.max(300, width * 0.55))),
    draw: (size, active) => <Roofs roofs={roofs} text={text} size={size} active={active} />,
  };
}

function textOf(roofs: readonly Roof[], machines: readonly MachineRoof[]): FigureText {
  const passed = machines.filter(({ isPassed }) => isPassed).length;
  const left = machines.length - passed - roofs.length;
  const leftOut = [
    ...(left > 0 ? [` Without both ceilings, and left out: ${left}.`] : []),
    ...(passed > 0 ? [` Left out, since a kernel passes a ceiling there: ${passed}.`] : []),
  ].join('');
  return {
    title: titleOf(roofs),
    description:
      'Each line is a machine: what its memory allows rises to the left of its ridge point, what its arithmetic allows is ' +
      `level to the right. Both axes are logarithmic.${leftOut}`,
    columns: [
      textColumn('Machine'),
      numberColumn('Reads'),
      numberColumn('Calculates'),
      numberColumn('Ridge point, FLOP/byte'),
    ],
    rows: roofs.map(({ name, read, fma, ridge }) => ({
      cells: [name, rateText(read, 'B/s'), rateText(fma, 'FLOP/s'), formatNumber(ridge)],
      address: null,
    })),
  };
}

function titleOf(roofs: readonly Roof[]): string {
  if (roofs.length === 0) return 'No machine here has two ceilings that hold';
  const ridges = roofs.map(({ ridge }) => ridge);
  const [low, high] = [Math.min(...ridges), Math.max(...ridges)].map(ridge => formatNumber(ridge));
  return low === high
    ? `Arithmetic limits from ${low} FLOP/byte on`
    : `Arithmetic limits from ${low} to ${high} FLOP/byte on, by machine`;
}

interface RoofsProps {
  readonly roofs: readonly Roof[];
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

function Roofs({ roofs, text, size, active }: RoofsProps) {
  const plot = { left: 54, top: 26, right: size.width - 12, bottom: size.height - 44 };
  const xDomain = logDomain(
    roofs.flatMap(({ ridge }) => [ridge / 10, ridge * 10]),
    1.5,
    100,
  );
  const rates = roofs.flatMap(({ read, fma }) => [read.value * xDomain[0] * 2, fma.value]);
  const yDomain = logDomain(rates, 1.6, 100);
  const x = logScale(xDomain, [plot.left, plot.right]);
  const y = logScale(yDomain, [plot.bottom, plot.top]);
  const widest = 0.6 * (plot.right - plot.left);
  const labels = placeLabels(
    roofs.map(({ name, ridge, fma }) => ({
      text: fittedText(name, widest),
      anchorX: x(ridge),
      anchorY: y(fma.value),
    })),
    roofs.flatMap(({ ridge, fma, read }) => {
      const start = Math.max(xDomain[0], yDomain[0] / read.value);
      return [
        around(x(ridge), y(fma.value), 6),
        ...alongLine(x(ridge), y(fma.value), plot.right, y(fma.value)),
        ...alongLine(x(start), y(start * read.value), x(ridge), y(fma.value)),
      ];
    }),
    { x: plot.left, y: plot.top, width: plot.right - plot.left, height: plot.bottom - plot.top },
  );
  return (
    <Svg size={size} text={text}>
      <LeftAxis
        plot={plot}
        title="FLOP/s"
        ticks={decadeTicks(...yDomain, plot.bottom - plot.top, 48).map(value => ({
          at: y(value),
          label: roofs.length === 0 ? '' : trimZeros(formatSi(value, '')),
        }))}
      />
      <BottomAxis
        plot={plot}
        title="FLOP per byte"
        ticks={decadeTicks(...xDomain, plot.right - plot.left, 34).map(value => ({
          at: x(value),
          label: trimZeros(formatNumber(value)),
        }))}
      />
      {roofs.map(({ name, read, fma, ridge }, index) => {
        const start = Math.max(xDomain[0], yDomain[0] / read.value);
        return (
          <path
            key={`${name} ${index}`}
            d={`M${x(start)} ${y(start * read.value)}L${x(ridge)} ${y(fma.value)}L${plot.right} ${y(fma.value)}`}
            fill="none"
            stroke={paint('ceiling')}
            stroke-width={active === index ? 3 : 2}
            stroke-dasharray={dashOf(index)}
          />
        );
      })}
      {roofs.map(({ name, fma, ridge }, index) => (
        <Point
          key={`${name} ${index}`}
          index={index}
          x={x(ridge)}
          y={y(fma.value)}
          mark={{ colour: paint('ink'), path: CIRCLE }}
          active={active === index}
          tooltip={rowText(text, index)}
        />
      ))}
      {labels.map(label => (
        <Halo key={`${label.text} ${label.y}`} x={label.x} y={label.y} fill={paint('ink')}>
          {label.text}
        </Halo>
      ))}
      {roofs.length === 0 && <Absent plot={plot}>No machine here has two ceilings that hold.</Absent>}
    </Svg>
  );
}
