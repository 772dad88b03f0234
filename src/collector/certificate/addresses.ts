import { hostname, networkInterfaces } from 'node:os';

/** Every address that another machine may know this one by, loopback last. */
export function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  const outside = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80:'));
  // People type an IPv4 address, and QR codes of one are smaller.
  const sorted = [...outside].sort((a, b) => a.family.localeCompare(b.family));
  return [...new Set([...sorted.map(({ address }) => address), '127.0.0.1', '::1'])];
}

export function ownNames(): readonly string[] {
  const name = hostname().toLowerCase();
  const isName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(name);
  // The second is what machines of one network find each other by, without a server of names (mDNS).
  const local = name.includes('.') ? [] : [`${name}.local`];
  return [...new Set([...(isName ? [name, ...local] : []), 'localhost'])];
}

/** As it stands in a URL. */
export function urlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
