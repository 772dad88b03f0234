import { describe, expect, it } from 'vitest';
import { analyze } from '../../../analysis/analyze.ts';
import { validationTools } from '../../../app/integrity.ts';
import { formatCase } from '../../../core/record/address.ts';
import type { BenchRecord } from '../../../core/record/record.ts';
import { sealFile, sealRecord } from '../../../store/hash.ts';
import { resultText } from '../../../store/result-store.ts';
import { findDisagreement } from '../../../store/validate.ts';
import { sealedResultFile } from '../../testing/result-file.ts';
import { fileNames, newFileLink, publishedFile } from './published.ts';

const ALL = { label: true, fileNames: true };

/** A run of a person's own matrices: one name is part of the other. */
async function personalFile() {
  const file = await sealedResultFile();
  const named: BenchRecord[] = [];
  for (const [index, record] of file.records.entries()) {
    if (index > 1 || record.status !== 'ok') {
      named.push(record);
      continue;
    }
    const name = index === 0 ? 'alice' : 'alice-secret';
    const asked = { ...record.case, problem: { generator: 'file', params: { name }, seed: 1 } };
    const problem = { ...record.problem, pattern: name };
    named.push(await sealRecord({ ...record, case: asked, address: formatCase(asked), problem }));
  }
  const environment = { ...file.environment, label: 'alice’s desk' };
  return sealFile({ ...file, environment, records: named, ...analyze(named, environment) });
}

describe('a run to be published', () => {
  it('is the run itself, where all of it is given', async () => {
    const file = await personalFile();
    expect(await publishedFile(file, ALL)).toBe(file);
    expect(fileNames(file)).toEqual(['alice', 'alice-secret']);
  });

  it('holds no word that its owner does not give, and agrees with itself', async () => {
    const file = await personalFile();
    const published = await publishedFile(file, { label: false, fileNames: false });
    expect(resultText(published)).not.toContain('alice');
    expect(fileNames(published)).toEqual(['matrix-1', 'matrix-2']);
    expect(await findDisagreement(published, validationTools)).toBeNull();
    const times = (one: typeof file) =>
      one.records.map(record => record.status === 'ok' && record.samples.map(({ totalNs }) => totalNs));
    expect(times(published)).toEqual(times(file));
  });

  it('is none where a name is also a word of every file', async () => {
    const file = await personalFile();
    const records = file.records.map(record =>
      record.case.problem.params.name === 'alice'
        ? {
            ...record,
            case: { ...record.case, problem: { generator: 'file', params: { name: 'f32' }, seed: 1 } },
          }
        : record,
    );
    await expect(publishedFile({ ...file, records }, { ...ALL, fileNames: false })).rejects.toThrow(
      'The name f32 is also a word of the file itself',
    );
  });

  it('keeps its records where only the label is left out', async () => {
    const file = await personalFile();
    const published = await publishedFile(file, { ...ALL, label: false });
    expect(published.environment.label).toBeNull();
    expect(published.records).toEqual(file.records);
    expect(published.sha256).not.toBe(file.sha256);
  });
});

describe('the link to the repository’s form', () => {
  it.each(['https://github.com/o/r', 'git+https://github.com/o/r.git'])(
    'names folder and file in %s',
    url => {
      expect(newFileLink(url, 'results/nvidia-h200/a.json')).toBe(
        'https://github.com/o/r/new/main/results/nvidia-h200?filename=a.json',
      );
    },
  );

  it.each([null, 'https://example.org/o/r', 'javascript:alert(1)', 'https://github.com/o/r/../x'])(
    'is none to %s',
    url => {
      expect(newFileLink(url, 'results/a/b.json')).toBeNull();
    },
  );
});
