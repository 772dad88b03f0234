import { execFileSync } from 'node:child_process';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import { folderStore } from '../../store/folder.ts';
import { sealFile } from '../../store/hash.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';
import { edited, folder, path, saveResultBeforeEach } from '../testing/saved-result.ts';

saveResultBeforeEach();

const check = (...words: string[]) => runCli(['check-results', folder, ...words], fakeEngine());
const name = () => path.slice(folder.length + 1);

function git(...words: string[]): void {
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  execFileSync('git', ['-C', folder, ...author, ...words], { stdio: 'ignore' });
}

function publish(): void {
  git('init', '-b', 'main');
  git('add', '.');
  git('commit', '-m', 'Begin');
}

describe('check-results', () => {
  it('says what is new', async () => {
    expect(await check()).toEqual({
      exitCode: EXIT.ok,
      stdout: `new ${name()}\n1 file: 1 new\n`,
      stderr: '',
    });
  });

  it('refuses a run that disagrees with itself, and one that is there already', async () => {
    await copyFile(path, join(folder, 'again.json'));
    const bad = await edited('"medianNs":42000', '"medianNs":41000');
    const { exitCode, stdout } = await check();
    expect(exitCode).toBe(EXIT.invalidFile);
    expect(stdout).toContain(`duplicate again.json: the same run as ${name()}\n`);
    expect(stdout).toContain(`refused edited.json: ${bad}, records[`);
  });

  it('doubts a name that does not follow, and a run that shares its samples with another', async () => {
    const file = await sampleResultFile();
    const other = await sealFile({ ...file, session: { ...file.session, suite: 'smoke', ended: 'partial' } });
    await folderStore(folder).save(other);
    const moved = join(folder, 'mine.json');
    await copyFile(path, moved);
    await rm(path);
    const { exitCode, stdout } = await check();
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain(`doubtful mine.json: its name is to be ${name()}; `);
    expect(stdout).toMatch(
      /doubtful .*-smoke-.*: \d+ of its \d+ timed records are those of mine.json; .*went on/,
    );
  });

  it('tells only what a branch adds, and refuses that it changes or removes what is published', async () => {
    publish();
    expect((await check('--base', 'main')).stdout).toBe('No result file is added.\n');
    const file = await sampleResultFile();
    await folderStore(folder).save(await sealFile({ ...file, suiteHash: 'f'.repeat(16) }));
    const added = await check('--base', 'main');
    expect(added.stdout).toMatch(/^doubtful .*\n1 file: 1 doubtful\n$/);
    await writeFile(path, `${await readFile(path, 'utf8')}\n`);
    const changed = await check('--base', 'main');
    expect(changed.exitCode).toBe(EXIT.invalidFile);
    expect(changed.stdout).toContain(`refused ${name()}: it changes a run that is published`);
    await rm(path);
    expect((await check('--base', 'main')).stdout).toContain(`refused ${name()}: it removes a run`);
  });

  it('says that git knows no such base', async () => {
    publish();
    const { exitCode, stderr } = await check('--base', '--output=x');
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toContain('git cannot compare');
  });
});
