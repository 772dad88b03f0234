import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import { listResultFiles } from '../store/folder.ts';
import type { RunRequest } from './engine.ts';
import { fakeEngine, fakePartial, fakeResult, runCli } from './testing/fake-engine.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-measuring-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('what a run has measured so far', () => {
  const partial = async (request: RunRequest, lastSection: string): Promise<RunEvent> => ({
    type: 'partial',
    file: await fakePartial(request, lastSection),
  });
  const saved = () => listResultFiles(folder);

  it('is kept after every section, and gives way to the result', async () => {
    const seen: string[][] = [];
    const engine = fakeEngine({
      async *runSuite(request: RunRequest) {
        yield await partial(request, 'Ceilings');
        seen.push([...(await saved())]);
        yield await partial(request, 'Dense matrix × vector');
        seen.push([...(await saved())]);
        yield { type: 'result', file: await fakeResult(request) };
      },
    });
    const { stdout } = await runCli(['run', '--out', folder], engine);
    expect(seen[0]).toHaveLength(1);
    expect(seen[0]![0]).toContain('-quick-node-partial-');
    expect(seen[1]).toEqual(seen[0]);
    expect((await saved()).map(name => join(folder, name))).toEqual([
      /^Result file: (.*)$/m.exec(stdout)![1],
    ]);
  });

  it('stays where the run breaks off, is valid, and says where it was cut off', async () => {
    const engine = fakeEngine({
      async *runSuite(request: RunRequest) {
        yield await partial(request, 'Ceilings');
        throw new Error('lost');
      },
    });
    const { exitCode, stderr } = await runCli(['run', '--out', folder], engine);
    expect(exitCode).toBe(EXIT.internal);
    const path = join(folder, (await saved())[0]!);
    expect(stderr).toContain(`Kept of the run that failed: ${path}`);
    expect((await runCli(['validate', folder], engine)).stdout).toMatch(
      /^ok .*\.json \(cut off after section “Ceilings”, \d+ s\)$/m,
    );
    const { stdout } = await runCli(['report', path], engine);
    expect(stdout.replace(/\s+/g, ' ')).toContain('cut off after section “Ceilings”');
  });

  it('does not end the run where it cannot be kept', async () => {
    const engine = fakeEngine({
      async *runSuite(request: RunRequest) {
        await rm(folder, { recursive: true });
        await writeFile(folder, '');
        yield await partial(request, 'Ceilings');
        yield await partial(request, 'Dilution');
        await rm(folder);
        yield { type: 'result', file: await fakeResult(request) };
      },
    });
    const { exitCode, stderr } = await runCli(['run', '--out', folder], engine);
    expect(exitCode).toBe(EXIT.ok);
    expect(stderr.match(/not kept until the end: cannot write/g)).toHaveLength(1);
  });
});
