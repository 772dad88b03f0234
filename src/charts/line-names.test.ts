import { describe, expect, it } from 'vitest';
import { overlap, textWidth } from './label-placement.ts';
import { nameLevel, nameSlope } from './line-names.ts';

const LINE = { text: 'read 4.21 TB/s', x1: 50, y1: 400, x2: 650, y2: 100 };

describe('nameSlope', () => {
  it('writes along the line, above it', () => {
    const name = nameSlope(LINE, []);
    expect(name?.degrees).toBeCloseTo((Math.atan2(-300, 600) * 180) / Math.PI);
    const lineY = 400 - ((name!.x - 50) / 600) * 300;
    expect(name!.y).toBeLessThan(lineY);
  });

  it('keeps off points', () => {
    const points = nameSlope(LINE, [])!.boxes;
    const moved = nameSlope(LINE, points)!;
    expect(moved.boxes.some(box => points.some(point => overlap(box, point)))).toBe(false);
  });

  it('says nothing where the line is shorter than the text', () => {
    expect(nameSlope({ ...LINE, x2: 90, y2: 380 }, [])).toBeNull();
  });
});

describe('nameLevel', () => {
  it('stands over the right end, and moves left when something is there', () => {
    const free = nameLevel('multiply-add', 100, 0, 600, []);
    expect(free.x + free.width).toBeCloseTo(600);
    expect(free.y).toBeLessThan(100);
    const corner = { x: 600 - textWidth('multiply-add'), y: 60, width: 100, height: 80 };
    expect(nameLevel('multiply-add', 100, 0, 600, [corner]).x).toBeLessThan(free.x - 50);
  });
});
