import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeDurably } from '../stores/folder/durable.ts';
import { certificateIn } from './certificate.ts';

const DAY_MS = 86_400_000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-certificate-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const NAMES = ['box', 'localhost', '192.0.2.7', '2001:db8::7', '127.0.0.1'];

describe('the certificate', () => {
  it('is for every name and address, for servers alone, for at most 397 days, its key for this user alone', async () => {
    const made = await certificateIn(folder, NAMES, writeDurably);
    const certificate = new X509Certificate(made.cert);
    expect(made.made).toBe('first');
    for (const name of ['box', 'localhost']) expect(certificate.checkHost(name)).toBe(name);
    for (const address of ['192.0.2.7', '2001:db8::7', '127.0.0.1'])
      expect(certificate.checkIP(address)).toBe(address);
    expect(certificate.checkHost('other')).toBeUndefined();
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificate.ca).toBe(false);
    const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS;
    expect(days).toBeLessThanOrEqual(397);
    expect((await stat(join(folder, 'key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('stays until an address is new, or it soon ends', async () => {
    const { cert } = await certificateIn(folder, NAMES, writeDurably);
    expect(await certificateIn(folder, NAMES.slice(1), writeDurably)).toMatchObject({ cert, made: null });
    const moved = await certificateIn(folder, [...NAMES, '198.51.100.1'], writeDurably);
    expect(moved.made).toBe('addresses');
    const later = new Date(Date.now() + 380 * DAY_MS);
    expect((await certificateIn(folder, NAMES, writeDurably, later)).made).toBe('expiring');
  });
});
