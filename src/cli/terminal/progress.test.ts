import { describe, expect, it } from 'vitest';
import { PROGRESS } from '../testing/fake-engine.ts';
import { progressLine, progressText } from './progress.ts';

function screen(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  let ms = 0;
  const line = progressLine({
    stderr: { isTTY, columns, write: text => written.push(text) },
    now: () => ms,
  });
  return {
    written,
    line,
    wait: (duration: number) => {
      ms += duration;
    },
  };
}

describe('progressText', () => {
  it('says what is done, what is left and what goes on', () => {
    expect(progressText(PROGRESS)).toBe(
      '14 of 52 · 38 s left · gemv/rows-per-workgroup 4096 × 4096 · timing round 4 · 1 skipped',
    );
  });

  it('leaves out what is not known yet', () => {
    const early = { ...PROGRESS, done: 0, total: 0, remainingMs: null, skippedCases: 0 };
    expect(progressText(early)).toBe('gemv/rows-per-workgroup 4096 × 4096 · timing round 4');
  });
});

describe('progressLine', () => {
  it('writes over one line of a terminal, never wider than it', () => {
    const { line, written, wait } = screen(true, 40);
    line.update(PROGRESS);
    wait(200);
    line.update({ ...PROGRESS, done: 15 });
    line.finish();
    expect(written).toHaveLength(3);
    expect(written.join('')).not.toContain('\n');
    expect(written[1]?.startsWith('\r\u001b[2K15 of 52')).toBe(true);
    expect(written[1]!.length).toBeLessThanOrEqual('\r\u001b[2K'.length + 39);
  });

  it('takes a terminal that does not know its width for one of 80 columns', () => {
    const { line, written } = screen(true, 0);
    line.update(PROGRESS);
    expect(written[0]).toHaveLength('\r\u001b[2K'.length + 79);
  });

  it('writes elsewhere a line every five seconds, and the last', () => {
    const { line, written, wait } = screen(false);
    for (let i = 0; i < 11; i++) {
      line.update(PROGRESS);
      wait(1000);
    }
    line.update({ ...PROGRESS, done: 52 });
    line.finish();
    expect(written.map(text => text.split(' ')[0])).toEqual(['14', '14', '14', '52']);
    expect(written.every(text => text.endsWith('\n'))).toBe(true);
  });

  it('gives notes a line of their own', () => {
    const { line, written } = screen(true);
    line.update(PROGRESS);
    line.note('round 3 drifted');
    expect(written.slice(1)).toEqual(['\r\u001b[2K', 'round 3 drifted\n']);
  });
});
