import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../../analysis/testing/result-file.ts';
import { contentsText } from './contents.ts';

const { environment, records } = syntheticResultFile({ rounds: 2 });

describe('what a run tells of the computer', () => {
  it('is everything that its environment says of it', () => {
    const adapter = { ...environment.adapter, vendor: 'maker', description: 'Driver: 1.2.3' };
    const runtime = { name: 'Chrome', version: '147', platform: 'Linux x86-64' };
    const text = contentsText({
      environment: { ...environment, adapter, runtime, label: 'lab box 3' },
      records,
    });
    for (const told of ['maker', 'Driver: 1.2.3', 'Chrome 147 on Linux x86-64', 'label “lab box 3”']) {
      expect(text).toContain(told);
    }
    expect(text).not.toContain('matrix files');
  });

  it('names the matrix files, once each, and that the card does too', () => {
    const [first] = records;
    const problem = { generator: 'file', params: { name: 'secret.mtx' }, seed: 1 };
    const record = { ...first!, case: { ...first!.case, problem } };
    const text = contentsText({ environment, records: [record, record] });
    expect(text).toContain('matrix files (secret.mtx),');
    expect(text).toContain('The card tells GPU, matrix files and date.');
  });
});
