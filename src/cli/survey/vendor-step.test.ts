import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT, UserError } from '../../core/errors.ts';
import type { RunEvent } from '../../core/event.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { listResultFiles, loadResultFile, writeWhole } from '../../store/folder.ts';
import { sealFile } from '../../store/hash.ts';
import { resultText } from '../../store/result-store.ts';
import type { RunRequest } from '../engine.ts';
import { fakeEngine, fakeResult, runCli } from '../testing/fake-engine.ts';
import type { VendorRequest } from './vendor.ts';

const committed = join(import.meta.dirname, '../../../results/nvidia-h200');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-vendor-step-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ofCard(suite: string): Promise<ResultFile> {
  const name = (await listResultFiles(committed)).find(candidate => candidate.includes(`-${suite}-`))!;
  return loadResultFile(join(committed, name));
}

/** A survey of the committed card, with the vendor's libraries as `measureVendor` has them. */
async function survey(measureVendor: (request: VendorRequest, file: ResultFile) => Promise<void>) {
  const [card, quick] = [await ofCard('batch1'), await ofCard('quick')];
  const vendor = await ofCard('vendor');
  const requests: VendorRequest[] = [];
  const engine = fakeEngine({
    describeDevice: async () => card.environment,
    vendorObstacle: async () => null,
    async *runSuite(request: RunRequest): AsyncGenerator<RunEvent> {
      const own = new Map([
        ['batch1', card],
        ['quick', quick],
      ]).get(request.suiteId);
      const file = own ?? { ...(await fakeResult(request)), environment: card.environment };
      yield { type: 'result', file };
    },
    measureVendor: async request => {
      requests.push(request);
      await measureVendor(request, vendor);
    },
  });
  const outcome = await runCli(['survey', '--out', folder], engine);
  const names = await readdir(join(folder, 'nvidia-h200'));
  return { ...outcome, requests, vendorFiles: names.filter(name => name.includes('vendor')) };
}

describe('the vendor’s libraries in a survey', () => {
  it('are measured on a few products of the best run, and stand beside it', async () => {
    const { exitCode, stdout, requests, vendorFiles } = await survey(({ result }, file) =>
      writeWhole(result, resultText(file)),
    );
    expect(exitCode).toBe(EXIT.ok);
    expect(requests[0]!.problems).toEqual([
      'product(m=4096,n=512,k=4096)#1',
      'dense(m=4096,n=4096)#1',
      'uniform(m=4096,n=4096,density=0.1)#1',
      'uniform(m=4096,n=4096,density=0.3)#1',
    ]);
    expect(vendorFiles).toEqual([expect.stringMatching(/-vendor-cuda-[0-9a-f]{8}\.json$/)]);
    expect(stdout).toMatch(/vendor +complete in/);
    expect(stdout).toContain('vendor ÷ ours');
    expect(stdout).toMatch(/^cublas.* 1\.43 \(/m);
  });

  it('keep what was written before their time was over or they broke off', async () => {
    const { exitCode, stdout, vendorFiles } = await survey(async ({ result }, { sha256: _, ...file }) => {
      const session = { ...file.session, ended: 'partial' as const, lastSection: '2 of 3' };
      await writeWhole(result, resultText(await sealFile({ ...file, session })));
      throw new UserError('it was ended', EXIT.internal);
    });
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/vendor +cut off after section “2 of 3”/);
    expect(vendorFiles).toEqual([expect.stringMatching(/-vendor-cuda-partial-[0-9a-f]{8}\.json$/)]);
  });

  it('are skipped where the program says that they cannot be measured', async () => {
    const { exitCode, stdout } = await survey(async () => {
      throw new UserError('PyTorch finds no CUDA device', EXIT.usage);
    });
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/vendor +skipped: PyTorch finds no CUDA device/);
  });

  it('count as failed where they fail', async () => {
    const { exitCode, stdout } = await survey(async () => {
      throw new UserError('the export of the problems failed: no room', EXIT.internal);
    });
    expect(exitCode).toBe(EXIT.internal);
    expect(stdout).toMatch(/vendor +error: the export of the problems failed: no room/);
  });
});
