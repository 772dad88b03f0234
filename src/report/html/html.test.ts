import { beforeAll, describe, expect, it } from 'vitest';
import type { ResultFile } from '../../core/record/result-file.ts';
import { hostileResultFile, sampleResultFile } from '../../store/testing/sample-result.ts';
import { toHtml } from './html.tsx';

let file: ResultFile;
beforeAll(async () => {
  file = await sampleResultFile();
});

describe('toHtml', () => {
  it('is one document with verdict, figures and every case', () => {
    const html = toHtml(file);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain(file.verdict.sentence);
    expect(html.match(/<svg /g)?.length).toBeGreaterThanOrEqual(3);
    for (const heading of ['Findings', 'Roofline', 'Density crossover', 'Cases']) {
      expect(html).toContain(`<h2>${heading}</h2>`);
    }
    for (const record of file.records) expect(html).toContain(record.address.replaceAll('&', '&amp;'));
  });

  it('has no script and fetches nothing', () => {
    const html = toHtml([file, hostileResultFile(file)]);
    expect(html).not.toMatch(/<script|<iframe|<object|<link|<img|<base|<form/i);
    const attributes = [...html.matchAll(/<[a-z][^>]*>/gi)].flatMap(tag => [
      ...tag[0].matchAll(/\s([a-z-]+)=/gi),
    ]);
    const names = new Set(attributes.map(match => match[1]!.toLowerCase()));
    expect([...names].filter(name => name.startsWith('on') || name === 'src' || name === 'href')).toEqual([]);
    expect(html).not.toMatch(/url\(|@import/);
  });

  it('shows HTML of a file as text', () => {
    const html = toHtml(hostileResultFile(file));
    expect(html).toContain('&lt;script>');
    expect(html).not.toContain('<script>');
  });

  it('lets no text of a file reverse the direction of writing', () => {
    const hostile = { ...hostileResultFile(file), programVersion: '1\u202e' };
    const html = toHtml([hostile, { ...hostile, session: { ...file.session, seed: 2 } }]);
    expect(html).not.toMatch(/\p{Bidi_Control}/u);
  });

  it('sets several runs side by side, software apart', () => {
    const html = toHtml([file, { ...file, session: { ...file.session, seed: 2 } }]);
    expect(html).toContain('2 runs side by side');
    expect(html).toContain('Software adapters: numbers describe CPUs');
    expect(html.match(/<article>/g)).toHaveLength(2);
  });

  it('stands without ceilings, findings, crossovers and records', () => {
    const bare = { ...file, records: [], ceilings: [], findings: [], crossovers: [] };
    expect(toHtml(bare)).toContain('Ridgepoint');
  });
});
