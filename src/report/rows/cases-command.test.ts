import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { DEVICES } from '../../analysis/testing/device.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { casesBehind, casesCommand } from './cases-command.ts';

describe('the command of cases', () => {
  it('gives a shell every address as it stands, and the matrices of files once each', () => {
    const addresses = [
      'gemv/f16@dense(m=4096,n=4096)#1?workgroupSize=128&share=0.5',
      'spmv/csr-vector@file(name=it%27s %24HOME%3B ls.mtx,m=2,n=2)#1',
      'spmv/csr-scalar@file(name=it%27s %24HOME%3B ls.mtx,m=2,n=2)#1',
    ];
    const words = casesCommand(addresses).replace(/^npm run -s ridgepoint --/, 'printf "%s\\n"');
    const printed = execFileSync('sh', ['-c', words], { encoding: 'utf8' }).trimEnd().split('\n');
    const cases = addresses.flatMap(address => ['--case', address]);
    expect(printed).toEqual(['run', ...cases, '--matrix', "it's $HOME; ls.mtx"]);
  });
});

describe('the cases behind a finding', () => {
  const file = syntheticResultFile({ device: DEVICES.bandwidthBound, rounds: 2 });
  const behind = (id: string) => casesBehind(file.findings.find(finding => finding.id === id)!, file);
  const evidence = (id: string) => file.findings.find(finding => finding.id === id)!.evidence;

  it('begin with its own, and hold its control and what launching costs', () => {
    const dilution = behind('E6');
    expect(dilution.slice(0, evidence('E6').length)).toEqual(evidence('E6'));
    for (const id of ['E6-control', 'E7'])
      expect(dilution).toEqual(expect.arrayContaining([...evidence(id)]));
    expect(behind('E3')).toEqual(expect.arrayContaining([...evidence('E6'), ...evidence('E6@gemv/f16')]));
    expect(new Set(dilution).size).toBe(dilution.length);
  });

  it('are those alone where nothing is taken off', () => {
    for (const id of ['E2', 'E4', 'E6-control', 'E7']) expect(behind(id)).toEqual(evidence(id));
  });

  it('are none of a finding that rests on nothing', () => {
    const [first] = file.findings;
    expect(casesBehind({ ...first!, evidence: [] }, file)).toEqual([]);
  });
});
