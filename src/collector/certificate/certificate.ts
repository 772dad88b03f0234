import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { makePrivateFolder } from '../../store/folder.ts';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
  /** SHA-256, as browsers show it: "AB:CD:…". */
  readonly fingerprint: string;
  readonly validTo: Date;
  /** Why it was made now; null where the one of before still serves. */
  readonly made: 'first' | 'expiring' | 'addresses' | null;
}

const DAY_MS = 86_400_000;

/** Some browsers refuse certificates of more than 398 days, whoever vouches for them. */
const VALID_DAYS = 397;

/** One that would end during the term is made anew before it. */
const RENEWED_BEFORE_DAYS = 30;

const KEY_NAME = 'key.pem';
const CERTIFICATE_NAME = 'certificate.pem';

/**
 * The certificate in a folder, made where there is none, where it soon ends, or where it lacks one of the names. It is
 * signed by nobody that browsers trust: they warn, once for each certificate.
 * @param write puts a file in place, whole, with the mode given
 */
export async function certificateIn(
  folder: string,
  names: readonly string[],
  write: (path: string, text: string, mode: number) => Promise<void>,
  now: Date = new Date(),
): Promise<Certificate> {
  await makePrivateFolder(folder);
  const keyPath = join(folder, KEY_NAME);
  const certPath = join(folder, CERTIFICATE_NAME);
  const kept = await readPair(keyPath, certPath);
  const lack = kept === null ? 'first' : lackOf(kept.cert, names, now);
  if (kept !== null && lack === null) {
    await chmod(keyPath, 0o600);
    return { ...kept, ...factsOf(kept.cert), made: null };
  }
  const { private: key, cert } = await selfSigned(names, now);
  // A key without its certificate counts as none: the order does not matter.
  await write(keyPath, key, 0o600);
  await write(certPath, cert, 0o644);
  return { key, cert, ...factsOf(cert), made: lack };
}

function selfSigned(names: readonly string[], now: Date) {
  return generate([{ name: 'commonName', value: 'Ridgepoint collector' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // Clocks of phones and laptops differ.
    notBeforeDate: new Date(now.getTime() - DAY_MS),
    notAfterDate: new Date(now.getTime() + (VALID_DAYS - 1) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map(name =>
          isIP(name) === 0 ? { type: 2 as const, value: name } : { type: 7 as const, ip: name },
        ),
      },
    ],
  });
}

async function readPair(keyPath: string, certPath: string) {
  try {
    const [key, cert] = await Promise.all([readFile(keyPath, 'utf8'), readFile(certPath, 'utf8')]);
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? { key, cert } : null;
  } catch {
    return null;
  }
}

function lackOf(cert: string, names: readonly string[], now: Date): 'expiring' | 'addresses' | null {
  const certificate = new X509Certificate(cert);
  if (Date.parse(certificate.validTo) - now.getTime() < RENEWED_BEFORE_DAYS * DAY_MS) return 'expiring';
  const isNamed = (name: string) =>
    (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
  return names.every(isNamed) ? null : 'addresses';
}

function factsOf(cert: string) {
  const { fingerprint256, validTo } = new X509Certificate(cert);
  return { fingerprint: fingerprint256, validTo: new Date(validTo) };
}
