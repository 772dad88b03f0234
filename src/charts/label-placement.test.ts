import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, boxOf, fittedText, overlap, placeLabels, spread, textWidth } from './label-placement.ts';

const FRAME = { x: 0, y: 0, width: 400, height: 300 };
const request = fc.record({
  text: fc.string({ minLength: 1, maxLength: 24 }),
  anchorX: fc.integer({ min: 0, max: 400 }),
  anchorY: fc.integer({ min: 0, max: 300 }),
});

describe('placeLabels', () => {
  it('never lets a label overlap another, an obstacle or the frame', () => {
    fc.assert(
      fc.property(
        fc.array(request, { maxLength: 15 }),
        fc.array(request, { maxLength: 15 }),
        (wanted, points) => {
          const obstacles = points.map(point => around(point.anchorX, point.anchorY, 6));
          const boxes = placeLabels(wanted, obstacles, FRAME).map(boxOf);
          boxes.forEach((box, i) => {
            expect([...obstacles, ...boxes.slice(0, i)].filter(other => overlap(box, other))).toEqual([]);
            expect(box.x).toBeGreaterThanOrEqual(FRAME.x);
            expect(box.y).toBeGreaterThanOrEqual(FRAME.y);
            expect(box.x + box.width).toBeLessThanOrEqual(FRAME.width);
            expect(box.y + box.height).toBeLessThanOrEqual(FRAME.height);
          });
        },
      ),
    );
  });

  it('puts a lone label right of its point, without a leader', () => {
    const [label] = placeLabels(
      [{ text: 'naive', anchorX: 100, anchorY: 100 }],
      [around(100, 100, 6)],
      FRAME,
    );
    expect(label).toMatchObject({ x: 109, y: 100, leader: false });
  });

  it('moves away from a crowd, with a leader back to the point', () => {
    const crowd = Array.from({ length: 9 }, (_, i) => around(100, 60 + i * 10, 40));
    const [label] = placeLabels([{ text: 'naive', anchorX: 100, anchorY: 100 }], crowd, FRAME);
    expect(label?.leader).toBe(true);
  });

  it('leaves out a label that has no place', () => {
    expect(placeLabels([{ text: 'naive', anchorX: 100, anchorY: 100 }], [FRAME], FRAME)).toEqual([]);
  });
});

describe('spread', () => {
  it('keeps the gap and the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 }), values => {
        const moved = spread(values, 15, 0, 300);
        const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
        for (let k = 1; k < order.length; k++) {
          expect(moved[order[k]!]! - moved[order[k - 1]!]!).toBeGreaterThanOrEqual(15);
        }
        for (const value of moved) expect(value).toBeLessThanOrEqual(300);
      }),
    );
  });

  it('leaves values alone that are far enough apart', () => {
    expect(spread([200, 20, 100], 15, 0, 300)).toEqual([200, 20, 100]);
  });
});

describe('textWidth', () => {
  it('grows with the text and the size', () => {
    expect(textWidth('gemv/naive')).toBeGreaterThan(textWidth('naive'));
    expect(textWidth('naive', 24)).toBeCloseTo(2 * textWidth('naive', 12));
  });
});

describe('a text that is fitted', () => {
  it('is whole where there is room, and loses its middle where there is not', () => {
    expect(fittedText('llvmpipe, node', 200)).toBe('llvmpipe, node');
    const short = fittedText('llvmpipe: Mesa 25.0.7 (LLVM 15.0.6), node', 120);
    expect(short).toMatch(/^llvm.*….*node$/);
    expect(textWidth(short)).toBeLessThanOrEqual(120);
  });
});
