import { describe, expect, it } from 'vitest';
import { type Started, welcome } from './welcome.ts';

const STARTED: Started = {
  host: true,
  port: 8443,
  publicUrl: null,
  certificate: { fingerprint: 'AB:CD', made: 'first' },
  ownerToken: 'owner-token',
  isPage: true,
  kept: 'collected/runs',
};
const ADDRESSES = ['192.0.2.7', '2001:db8::7', '127.0.0.1', '::1'];
const QR = /[█▀▄]{9}/;

describe('what a collector says when it has started', () => {
  it('is where to go, by address and QR code, what the browser will warn of, the owner’s token, and where runs lie', () => {
    const text = welcome(STARTED, ADDRESSES);
    expect(text).toMatch(/^ {2}https:\/\/192\.0\.2\.7:8443\/$/m);
    expect(text).not.toContain('2001:db8::7');
    expect(text).toMatch(QR);
    expect(text).toContain('Browsers will warn');
    expect(text).toContain('AB:CD');
    expect(text).toMatch(/^ {2}owner-token$/m);
    expect(text).toContain('Runs: collected/runs.');
  });

  it('says once more that browsers will warn where the certificate is another', () => {
    for (const made of ['addresses', 'expiring'] as const) {
      const text = welcome({ ...STARTED, certificate: { fingerprint: 'AB:CD', made } }, ADDRESSES);
      expect(text).toContain('they will warn once more');
    }
    expect(welcome(STARTED, ADDRESSES)).not.toContain('once more');
  });

  it('offers others no address where it is open to its own machine alone', () => {
    const text = welcome({ ...STARTED, host: null, certificate: null, ownerToken: null }, ADDRESSES);
    expect(text).toContain('http://127.0.0.1:8443/');
    expect(text).toContain('this machine alone');
    expect(text).not.toMatch(QR);
    expect(text).not.toMatch(/192\.0\.2\.7|Browsers|token/);
  });

  it('gives IPv6 addresses where it hears them, and the public address alone where there is one', () => {
    expect(welcome({ ...STARTED, host: '::' }, ADDRESSES)).toContain('https://[2001:db8::7]:8443/');
    const text = welcome({ ...STARTED, publicUrl: 'https://runs.example.org' }, ADDRESSES);
    expect(text).toContain('https://runs.example.org');
    expect(text).not.toContain('192.0.2.7');
  });
});
