import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { casesCommand } from './cases-command.ts';

describe('the command of a finding', () => {
  it('gives a shell every address as it stands', () => {
    const addresses = [
      'gemv/f16@dense(m=4096,n=4096)#1?workgroupSize=128&share=0.5',
      "spmv/csr-vector@file(name=it's $HOME; ls)#1",
    ];
    const words = casesCommand(addresses).replace(/^npm run -s ridgepoint --/, 'printf "%s\\n"');
    const printed = execFileSync('sh', ['-c', words], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(printed).toEqual(['run', ...addresses.flatMap(address => ['--case', address])]);
  });
});
