import { beforeAll, describe, expect, it } from 'vitest';
import { committedInput, committedPaths } from '../../answer/testing/inputs.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { hostileResultFile, sampleResultFile } from '../../store/testing/sample-result.ts';
import { toHtml } from './html.tsx';

let file: ResultFile;
beforeAll(async () => {
  file = await sampleResultFile();
});

describe('toHtml', () => {
  it('is one document with answer, argument and, folded, every experiment and case', () => {
    const html = toHtml(file);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html.match(/<svg /g)?.length).toBeGreaterThanOrEqual(3);
    const order = [
      'class="answer"',
      'What agrees',
      'All experiments',
      `All ${file.records.length} cases`,
      'How it was measured',
    ];
    const places = order.map(part => html.indexOf(part));
    expect(places).toEqual(places.filter(place => place >= 0).sort((a, b) => a - b));
    expect(html.slice(0, html.indexOf('<details class="fold"'))).not.toContain(file.records[0]!.address);
    for (const record of file.records) expect(html).toContain(record.address.replaceAll('&', '&amp;'));
  });

  it('says nothing twice, and fits 1 MB, of every committed run', async () => {
    for (const path of committedPaths()) {
      const run = await committedInput(path);
      const html = toHtml(run);
      expect(Buffer.byteLength(html), path).toBeLessThan(1e6);
      const text = html.replace(/<style>.*?<\/style>|<title>.*?<\/title>|<\/?span[^>]*>/gs, '');
      // The decision quotes what decided it.
      const [argued = ''] = text.split('How it was measured');
      const headings = [...text.matchAll(/<h[1-3]>(.*?)<\/h[1-3]>/g)].map(match => match[1]);
      expect(new Set(headings).size, path).toBe(headings.length);
      const measured = run.findings.filter(({ value }) => value !== null).map(({ reason }) => reason);
      const plain = argued.replace(/\u00a0/g, ' ').replace(/&lt;/g, '<');
      for (const said of measured) {
        expect(plain.split(said).length - 1, `${path}: ${said}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('has the decode step in a table', () => {
    const rate = { ...file.findings[0]!, id: 'D/Llama-3-8B', value: 30, low: 29, high: 31, unit: 'tokens/s' };
    const missing = {
      ...rate,
      id: 'D/GPT-3',
      value: null,
      low: null,
      high: null,
      reason: 'It does not fit.',
    };
    const html = toHtml({ ...file, findings: [...file.findings, rate, missing] });
    expect(html).toContain('<td class="number">30.0 (29.0–31.0)</td>');
    expect(html).toContain('GPT-3: It does not fit.');
  });

  it('breaks no line within an interval: in prose they are kept together, in tables columns are', () => {
    const prose = toHtml(file)
      .replace(/<style>.*?<\/style>|<svg.*?<\/svg>|<t[dh][^>]*class="number".*?<\/t[dh]>/gs, '')
      .replace(/<span class="kept">.*?<\/span>/g, '')
      .replace(/<[^>]*>/g, ' ');
    expect(prose.match(/[\d.]+–[\d.]+/g)).toBeNull();
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
