import { renderUnicodeCompact } from 'uqr';
import { ownAddresses, urlHost } from '../../collector/certificate/addresses.ts';
import type { Certificate } from '../../collector/certificate/certificate.ts';
import { printable } from '../../core/printable.ts';

/** A collector that has just started. */
export interface Started {
  /** As --host has it: an address, all of them (true), or this machine alone (null). */
  readonly host: string | true | null;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly certificate: Pick<Certificate, 'fingerprint' | 'made'> | null;
  readonly ownerToken: string | null;
  /** Whether it serves the page, too. */
  readonly isPage: boolean;
  /** Where the runs lie. */
  readonly kept: string;
}

/** Lines for the terminal. */
export function welcome(started: Started, addresses: readonly string[] = ownAddresses()): string {
  const { host, publicUrl, certificate, ownerToken, isPage, kept } = started;
  const urls = urlsOf(started, addresses).map(printable);
  const lines = [
    isPage ? 'Open one of these, press Run, then Share and Send:' : 'Send runs to /api/runs of one of these:',
    ...urls.map(url => `  ${url}`),
  ];
  if (host === null && publicUrl === null) lines.push('  (this machine alone; --host opens it to others)');
  else lines.push('', renderUnicodeCompact(urls[0]!));
  if (certificate !== null) lines.push('', ...aboutCertificate(certificate));
  if (ownerToken !== null)
    lines.push(
      '',
      'Owner’s token, shown this once; it deletes any run and approves doubtful ones:',
      `  ${ownerToken}`,
    );
  return `${[...lines, '', `Runs: ${printable(kept)}. Ctrl-C ends it.`].join('\n')}\n`;
}

function aboutCertificate({ made, fingerprint }: Pick<Certificate, 'fingerprint' | 'made'>): string[] {
  const lines = [
    'Browsers will warn that the connection is not private, because nobody they know has signed the',
    'certificate. Choose “Advanced”, then “Proceed” (Safari: “Show Details”, “visit this website”).',
  ];
  if (made === 'addresses')
    lines.push(
      'The addresses of this machine have changed, so the certificate is new: they will warn once more.',
    );
  if (made === 'expiring') lines.push('The last certificate was ending: they will warn once more.');
  return [...lines, `Its SHA-256, to compare: ${fingerprint}`];
}

function urlsOf({ host, port, publicUrl, certificate }: Started, addresses: readonly string[]) {
  if (publicUrl !== null) return [publicUrl];
  const scheme = certificate === null ? 'http' : 'https';
  const hosts = host === null ? ['127.0.0.1'] : listenedOn(host, addresses);
  return hosts.map(name => `${scheme}://${urlHost(name)}:${port}/`);
}

function listenedOn(host: string | true, addresses: readonly string[]): readonly string[] {
  if (host !== true && !isWildcard(host)) return [host];
  const outside = addresses.filter(address => address !== '127.0.0.1' && address !== '::1');
  // What listens on 0.0.0.0 hears nothing that comes by IPv6.
  const heard = host === '::' ? outside : outside.filter(address => !address.includes(':'));
  return heard.length === 0 ? ['127.0.0.1'] : heard;
}

/** All addresses at once. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
