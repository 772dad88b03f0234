import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';

/** What a visit loads before anything is asked of it: the page and the measuring worker, with 1 kB for each kernel. */
const LIMIT_BYTES = 120_000;

function gzippedBytes(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

describe('the page’s JavaScript', () => {
  it('takes at most 120 kB gzipped', () => {
    const assets = join(inject('pageFolder'), 'assets');
    const page = readFileSync(join(inject('pageFolder'), 'index.html'), 'utf8');
    const loaded = readdirSync(assets).filter(
      name => name.endsWith('.js') && (page.includes(name) || name.startsWith('engine.worker')),
    );
    expect(loaded.length).toBeGreaterThanOrEqual(2);
    const total = loaded.reduce((sum, name) => sum + gzippedBytes(join(assets, name)), 0);
    expect(total).toBeLessThanOrEqual(LIMIT_BYTES);
  });

  it('ships nothing that is only for development', () => {
    const assets = join(inject('pageFolder'), 'assets');
    for (const name of readdirSync(assets).filter(file => file.endsWith('.js'))) {
      expect(readFileSync(join(assets, name), 'utf8'), name).not.toContain('(made up)');
    }
  });
});
