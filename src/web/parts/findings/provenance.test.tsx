import { renderToStaticMarkup } from 'preact-render-to-string';
import { beforeEach, describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../../analysis/testing/result-file.ts';
import { measuredOf } from '../../../charts/measured.ts';
import type { Remark, Severity } from '../../../core/record/remark.ts';
import { standInPage } from '../../testing/stand-in-page.ts';

standInPage();
const { Provenance } = await import('./provenance.tsx');
const { RunFacts } = await import('./run-facts.tsx');
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
    const other = { ...remark('impossible', 'records[4]'), relation: 'family/other' };
    const html = textWith([remark('impossible', 'records[3]'), remark('impossible', 'records[5]'), other]);
    expect(html).toContain('role="alert"');
    expect(html).toContain(
      'This run cannot have happened: it breaks the relation family/impossible and 1 more.',
    );
    const facts = renderToStaticMarkup(<RunFacts shown={shown} />);
    expect(facts).toContain('records[3]: there is 1, expected 2 (impossible, family/impossible)');
    expect(html).toContain('follows from its samples');
  });

  it('tells the doubtful from the impossible, and of neither what another version did', () => {
    const html = textWith([remark('doubtful', 'session'), remark('unknown', 'catalogueHash')]);
    expect(html).not.toContain('role="alert"');
    expect(html).toContain('It is doubtful: few runs break the relation family/doubtful.');
    expect(textWith([remark('unknown', 'catalogueHash')])).toContain('by another version, is not compared');
  });

  it('has a line for it from the beginning, also where nothing is found', () => {
    expect(textWith(null)).toContain('Asking whether it can have happened…');
    expect(textWith([])).toContain('Nothing in it speaks against its having happened.');
    expect(textWith([])).not.toMatch(/cannot|doubtful|another version/);
  });
});
