import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../core/errors.ts';
import { deliverText, requireFeasible } from './output.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-peers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a comparison', () => {
  it('refuses a place that cannot be written before it measures', async () => {
    await expect(requireFeasible({ out: folder })).rejects.toThrow(UserError);
    await expect(requireFeasible({ out: '/dev/null/peers.md' })).rejects.toThrow(UserError);
    await requireFeasible({ out: join(folder, 'new', 'peers.md') });
  });

  it.each(['hardware', 'nvidia'])(
    'refuses --adapter %s in a browser that has the software one',
    async adapter => {
      await expect(requireFeasible({ browser: true, adapter })).rejects.toThrow(
        `--adapter ${adapter} can be had without --browser only`,
      );
      await requireFeasible({ adapter });
      await requireFeasible({ browser: true, adapter: 'software' });
    },
  );

  it('writes its result to the file, and nothing to stdout', async () => {
    const printed: string[] = [];
    const path = join(folder, 'peers.md');
    await deliverText('result', path, { write: text => printed.push(text) });
    expect([await readFile(path, 'utf8'), printed]).toEqual(['result', []]);
  });

  it('prints its result where the file cannot be written after all', async () => {
    const printed: string[] = [];
    const delivering = deliverText('result', folder, { write: text => printed.push(text) });
    await expect(delivering).rejects.toThrow(`cannot write ${folder}`);
    expect(printed).toEqual(['result']);
  });
});
