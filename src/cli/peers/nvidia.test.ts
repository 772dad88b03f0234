import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineFile, validationTools } from '../../app/integrity.ts';
import { impossibleIn } from '../../core/record/remark.ts';
import { toTable } from '../../report/table/table.ts';
import { loadResultFile } from '../../store/folder.ts';
import { canonicalJson } from '../../store/hash.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { validateResult } from '../../store/validate.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';

const program = join(import.meta.dirname, '../../../bench/peers/nvidia.py');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-vendor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the program. Skips the test where there is no Python. */
function python(context: { skip(note: string): void }, words: readonly string[], input = '') {
  const done = spawnSync('python3', [program, ...words], {
    input,
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (done.error) context.skip(`python3 does not start here (${done.error.message})`);
  return done;
}

/** Any double, by its bits: every exponent is as likely as any other. */
const doubles = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map(bits => new Float64Array(BigUint64Array.of(bits).buffer)[0]!)
  .filter(Number.isFinite);

describe('nvidia.py', () => {
  it('prints numbers and strings as JavaScript does, for the hash', context => {
    const plain = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    const numbers = fc.sample(fc.oneof(doubles, plain), 3000);
    const texts = fc.sample(fc.string({ unit: 'binary' }), 200);
    const names = Object.fromEntries(texts.map((text, index) => [`${text}.`, index]));
    const value = { numbers, texts, names };
    const done = python(context, ['--canonical'], JSON.stringify(value));
    expect(done.stderr).toBe('');
    expect(done.stdout).toBe(canonicalJson(value));
  });

  it('writes a file that validates and stands beside others, with no GPU and no library', async context => {
    const problems = join(folder, 'problems');
    const addresses = ['product(m=4,n=4,k=4)', 'dense(m=8,n=8)', 'uniform(m=8,n=8,density=0.5)'];
    const words = addresses.flatMap(address => ['--problem', address]);
    expect(await runCli(['export', ...words, '--out', problems], fakeEngine())).toMatchObject({
      exitCode: 0,
    });
    const path = join(folder, 'vendor.json');
    const done = python(context, ['--self-test', '--problems', problems, '--out', path]);
    expect([done.status, done.stdout]).toEqual([0, `${path}\n`]);
    const file = await loadResultFile(path);
    expect(await validateResult(file, validationTools)).toEqual([]);
    expect(impossibleIn(await examineFile(file))).toBeNull();
    expect(file.records.map(record => `${record.case.kernelId} ${record.status}`)).toEqual([
      'cuda/copy ok',
      'cublas/gemm-f32 ok',
      'cublas/gemm-f16 ok',
      'cublas/gemv-f32 ok',
      'cublas/gemv-f16 ok',
      'cusparse/csr-f32 ok',
      'cusparse/csr-f32-cupy failed',
    ]);
    expect(file.records.map(({ kind, family, valueType }) => `${kind} ${family} ${valueType}`)).toEqual([
      'vendor probe u32',
      'vendor dense f32',
      'vendor dense f16',
      'vendor dense f32',
      'vendor dense f16',
      'vendor csr f32',
      'vendor csr f32',
    ]);
    expect(file.judgedBy.rulesHash).toBe(validationTools.rulesHash);
    expect(file.ceilings).toEqual([]);
    expect(file.crossovers).toEqual([]);
    const text = toTable([await sampleResultFile(), file]);
    expect(text).toContain('cublas/gemv-f16');
    expect(Math.max(...text.split('\n').map(line => [...line].length))).toBeLessThanOrEqual(80);
  });

  it('says in one line what is missing', context => {
    const done = python(context, ['--problems', join(folder, 'nowhere')]);
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(/^error: cannot read .*manifest\.json: .*ridgepoint export --out .*\n$/);
  });
});
