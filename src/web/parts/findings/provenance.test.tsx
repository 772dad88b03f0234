import { renderToStaticMarkup } from 'preact-render-to-string';
import { beforeEach, describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../../analysis/testing/result-file.ts';
import { measuredOf } from '../../../charts/measured.ts';
import type { Remark, Severity } from '../../../core/record/remark.ts';
import { standInPage } from '../../testing/stand-in-page.ts';

standInPage();
const { Provenance } = await import('./provenance.tsx');
const { integrity } = await import('../../state.ts');

const file = syntheticResultFile({ rounds: 2 });
const shown = {
  measured: measuredOf(file),
  environment: file.environment,
  live: false,
  file,
  original: { file, judged: file },
  name: 'given.json',
};

function remark(severity: Severity, where: string): Remark {
  return { relation: `family/${severity}`, severity, where, message: 'there is 1, expected 2' };
}

function textWith(remarks: readonly Remark[] | null): string {
  integrity.value = { status: 'sound', remarks };
  return renderToStaticMarkup(<Provenance shown={shown} />);
}

beforeEach(() => {
  integrity.value = null;
});

describe('whose a loaded file is', () => {
  it('says with the relation what no run can say, and how much more of it there is', () => {
    const html = textWith([remark('impossible', 'records[3]'), remark('impossible', 'records[4]')]);
    expect(html).toContain('role="alert"');
    expect(html).toContain(
      'This run cannot have happened. records[3]: there is 1, expected 2, against the relation family/impossible (and 1 more)',
    );
    expect(html).toContain('follows from its samples');
  });

  it('tells the doubtful from the impossible, and what another version did from both', () => {
    const html = textWith([remark('doubtful', 'session'), remark('unknown', 'catalogueHash')]);
    expect(html).not.toContain('role="alert"');
    expect(html).toMatch(/Few runs say this\. session: there is 1[^(]*family\/doubtful<\/p>/);
    expect(html).toContain('by another version, is not compared');
  });

  it('says nothing of it while it is examined, nor where nothing is found', () => {
    for (const remarks of [null, []]) {
      expect(textWith(remarks)).not.toMatch(/happened|Few runs|another version/);
    }
  });
});
