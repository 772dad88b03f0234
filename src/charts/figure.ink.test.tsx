import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { DEVICES } from '../analysis/testing/records.ts';
import { syntheticResultFile } from '../analysis/testing/result-file.ts';
import { listResultFiles, loadResultFile } from '../store/folder.ts';
import { crossoverFigures } from './crossover/crossover.tsx';
import type { Figure } from './figure.ts';
import { findingFigures } from './finding-figures.tsx';
import { type Measured, measuredOf } from './measured.ts';

const RESULTS = 'results';

interface Shape {
  readonly name: string;
  readonly attributes: string;
  readonly points: readonly (readonly [number, number])[];
}

/** Of a path of this program: absolute M, L, H, V and Z only; anything else, such as a mark, is no area of a figure. */
function pathPoints(d: string): [number, number][] {
  if (/[^MLHVZ\d\s.,e+-]/.test(d)) return [];
  const points: [number, number][] = [];
  for (const [, command, rest] of d.matchAll(/([MLHVZ])([^MLHVZ]*)/g)) {
    const numbers = rest!
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number);
    const [x, y] = points.at(-1) ?? [0, 0];
    if (command === 'H') points.push([numbers[0]!, y]);
    else if (command === 'V') points.push([x, numbers[0]!]);
    else for (let i = 0; i + 1 < numbers.length; i += 2) points.push([numbers[i]!, numbers[i + 1]!]);
  }
  return points;
}

function shapesOf(svg: string): readonly Shape[] {
  return [...svg.matchAll(/<(path|rect|line|polygon)\s([^>]*?)\/?>/g)].map(([, name, attributes]) => {
    const value = (key: string) => new RegExp(`(?:^|\\s)${key}="([^"]*)"`).exec(attributes!)?.[1] ?? '';
    const number = (key: string) => Number(value(key));
    const [x, y] = [number('x'), number('y')];
    const points: Readonly<Record<string, () => [number, number][]>> = {
      path: () => pathPoints(value('d')),
      rect: () => [
        [x, y],
        [x + number('width'), y],
        [x + number('width'), y + number('height')],
        [x, y + number('height')],
      ],
      line: () => [
        [number('x1'), number('y1')],
        [number('x2'), number('y2')],
      ],
      polygon: () => pathPoints(`M${value('points')}`),
    };
    return { name: name!, attributes: attributes!, points: points[name!]!() };
  });
}

/** px². */
function area({ points }: Shape): number {
  let twice = 0;
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length]!;
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** px. */
function length({ points }: Shape): number {
  return points
    .slice(1)
    .reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i]![0], y - points[i]![1]), 0);
}

/** What a caption may promise, and what has to be drawn then. */
const PROMISES: readonly (readonly [RegExp, (svg: string) => boolean])[] = [
  [/shaded/i, svg => shapesOf(svg).some(shape => /fill-opacity/.test(shape.attributes) && area(shape) > 4)],
  // The dashes may be those of a group.
  [/dashed/i, svg => /stroke-dasharray/.test(svg)],
  [
    /solid line|the bar\b|outlined/i,
    svg =>
      shapesOf(svg).some(
        ({ name, attributes, ...shape }) =>
          name === 'path' &&
          /stroke="var\(--ceiling/.test(attributes) &&
          length({ name, attributes, ...shape }) > 4,
      ),
  ],
  [/hollow/i, svg => /data-point="\d+"(?:(?!<\/g>).)*fill="var\(--ground/.test(svg)],
  [/level band/i, svg => shapesOf(svg).some(shape => shape.name === 'rect' && area(shape) > 4)],
];

function figuresOf(measured: Measured): readonly Figure[] {
  return [...findingFigures(measured).flatMap(({ figure }) => figure ?? []), ...crossoverFigures(measured)];
}

const SYNTHETIC = Object.entries(DEVICES).map(
  ([name, device]) => [name, measuredOf(syntheticResultFile({ device, rounds: 10 }))] as const,
);
const COMMITTED = await Promise.all(
  (await listResultFiles(RESULTS)).map(
    async name => [name, measuredOf(await loadResultFile(`${RESULTS}/${name}`))] as const,
  ),
);

describe.each([...SYNTHETIC, ...COMMITTED])('figures of %s', (_name, measured) => {
  it.each([296, 640])('draw all that their captions name, at %i px', width => {
    for (const figure of figuresOf(measured)) {
      const svg = renderToStaticMarkup(figure.draw({ width, height: figure.heightFor(width) }, null));
      for (const [promise, isKept] of PROMISES) {
        if (promise.test(figure.text.description)) expect(isKept(svg), `${figure.id}: ${promise}`).toBe(true);
      }
    }
  });
});

it('an interval that leaves the frame ends in an arrowhead, and one that does not has none', () => {
  const [, measured] = SYNTHETIC[0]!;
  const finding = measured.findings.find(({ id }) => id === 'E6')!;
  const headsOf = (high: number) => {
    const records = measured.records.map(record =>
      record.status === 'ok' && record.case.memoryShare === 0.5 && finding.evidence.includes(record.address)
        ? {
            ...record,
            samples: record.samples.map((sample, i) => ({
              ...sample,
              totalNs: sample.totalNs * (i % 2 ? high : 1),
            })),
          }
        : record,
    );
    const { figure } = findingFigures({ ...measured, records }).find(item => item.finding.id === 'E6')!;
    const svg = renderToStaticMarkup(figure!.draw({ width: 400, height: 240 }, null));
    return (svg.match(/data-point="\d+"[^>]*><title>[^<]*<\/title><path d="M[^"]*M/g) ?? []).length;
  };
  expect(headsOf(1)).toBe(0);
  expect(headsOf(6)).toBeGreaterThan(0);
});
