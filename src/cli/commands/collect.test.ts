import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownAddresses } from '../../collector/certificate/addresses.ts';
import { EXIT } from '../../core/errors.ts';
import { fakeEngine, type Outcome, runCli } from '../testing/fake-engine.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-collect-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Starts it, asks it for something, and ends it by Ctrl-C. */
async function whileOpen(words: readonly string[], ask: () => Promise<void>): Promise<Outcome> {
  let interrupt = () => {};
  let outcome: Promise<Outcome> = Promise.reject(new Error('not started'));
  outcome.catch(() => {});
  await new Promise<void>((resolve, reject) => {
    const onInterrupt = (callback: () => void) => {
      interrupt = callback;
      resolve();
      return () => {};
    };
    const given = ['collect', '--api-only', '--folder', folder, ...words];
    outcome = runCli(given, fakeEngine(), { onInterrupt });
    outcome.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
  try {
    await ask();
  } finally {
    interrupt();
  }
  return outcome;
}

const port = 20_000 + (process.pid % 20_000);

function statusAt(address: string, scheme: 'http' | 'https', host = `127.0.0.1:${port}`): Promise<number> {
  const get = scheme === 'http' ? getPlain : getSecure;
  const url = `${scheme}://${address}:${port}/api/health`;
  return new Promise((resolve, reject) => {
    get(url, { headers: { Host: host }, rejectUnauthorized: false, agent: false }, response => {
      response.resume().on('end', () => resolve(response.statusCode!));
    }).on('error', reject);
  });
}

const outside = ownAddresses().find(address => /^\d/.test(address) && address !== '127.0.0.1');

describe('collect', () => {
  it('is open to its own machine alone, without a certificate', async () => {
    const { exitCode, stdout, stderr } = await whileOpen(['--port', String(port)], async () => {
      expect(await statusAt('127.0.0.1', 'http')).toBe(200);
      if (outside !== undefined)
        await expect(statusAt(outside, 'http')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    });
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain(`http://127.0.0.1:${port}/`);
    expect(stderr).toContain('ending; the runs are kept');
  });

  it('speaks HTTPS to others, by a certificate that it keeps, and tells its owner’s token once', async () => {
    const words = ['--host', '--public-url', 'https://runs.example.org', '--port', String(port)];
    const answers = async () => {
      expect(await statusAt(outside ?? '127.0.0.1', 'https')).toBe(200);
      expect(await statusAt('127.0.0.1', 'https', 'runs.example.org')).toBe(200);
      expect(await statusAt('127.0.0.1', 'https', 'evil.example')).toBe(421);
    };
    const first = await whileOpen(words, answers);
    const pem = await readFile(join(folder, 'private/certificate.pem'), 'utf8');
    const certificate = new X509Certificate(pem);
    for (const name of ['localhost', 'runs.example.org']) expect(certificate.checkHost(name)).toBe(name);
    for (const address of ownAddresses()) expect(certificate.checkIP(address)).toBe(address);
    expect(first.stdout).toContain('https://runs.example.org');
    expect(first.stdout).toContain('Owner’s token');

    const second = await whileOpen(words, answers);
    expect(await readFile(join(folder, 'private/certificate.pem'), 'utf8')).toBe(pem);
    expect(second.stdout).not.toContain('token');
    expect(second.stdout).not.toContain('once more');
  });

  it('says in one line who has its folder or its port', async () => {
    await whileOpen(['--port', String(port)], async () => {
      const same = await runCli(['collect', '--api-only', '--folder', folder], fakeEngine());
      expect([same.exitCode, same.stderr]).toEqual([
        EXIT.usage,
        expect.stringContaining('belongs to another collector'),
      ]);
      const words = ['collect', '--api-only', '--folder', join(folder, 'other'), '--port', String(port)];
      const taken = await runCli(words, fakeEngine());
      expect([taken.exitCode, taken.stderr]).toEqual([
        EXIT.usage,
        expect.stringContaining('cannot listen on'),
      ]);
    });
  });
});
