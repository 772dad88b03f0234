import { RESIDENT_SET_BYTES } from '../dilution.ts';
import { EXIT, UserError } from '../errors.ts';
import type { ParamValue, ProblemSpec } from '../problem.ts';
import type { CacheState, Case, RecordBase } from './record.ts';

/**
 * The address of a case, usable on the command line, in the URL, in the result file and in a tooltip:
 *
 *   spmv/csr-vector@uniform(m=4096,n=4096,density=0.1)#1?rowsPerGroup=8&cache=hot&share=0.5&clock=wall
 *
 * kernel @ generator(params) # seed ? tunables and conditions. Default conditions (cache=stream, share=1, resident=65536,
 * clock=gpu) are left out. A reader may leave out tunables at their defaults; a record's address names all, so that it means the same
 * after a default has changed. Parameters keep their order; conditions come after tunables, which are sorted.
 */

const CONDITIONS = new Set(['cache', 'share', 'resident', 'clock']);

export function formatProblem(spec: ProblemSpec): string {
  const params = Object.entries(spec.params).map(([name, value]) => `${name}=${escapeText(String(value))}`);
  return `${spec.generator}(${params.join(',')})#${spec.seed}`;
}

export function formatCase(c: Case): string {
  const tunables = Object.keys(c.tunables)
    .sort()
    .map(name => `${name}=${c.tunables[name]}`);
  const conditions = [
    c.cache === 'stream' ? [] : [`cache=${c.cache}`],
    c.memoryShare === 1 ? [] : [`share=${c.memoryShare}`],
    c.residentBytes === undefined ? [] : [`resident=${c.residentBytes}`],
    c.clock === 'gpu' ? [] : [`clock=${c.clock}`],
  ].flat();
  const query = [...tunables, ...conditions].join('&');
  return `${c.kernelId}@${formatProblem(c.problem)}${query === '' ? '' : `?${query}`}`;
}

/**
 * The address with no tunables but those that differed from the defaults when it was measured: for tables, and for
 * comparison with records that never named the others. What it means changes with the defaults.
 */
export function shortAddress({ case: c, tuned }: Pick<RecordBase, 'case' | 'tuned'>): string {
  return formatCase({ ...c, tunables: Object.fromEntries(tuned.map(name => [name, c.tunables[name]!])) });
}

export function parseCase(text: string): Case {
  const match = /^([a-z0-9-]+\/[a-z0-9-]+)@([^?]*)(?:\?(.*))?$/.exec(text);
  if (!match) throw badAddress(text, 'kernel@generator(name=value,…)#seed, optionally ?name=value&…');
  const tunables: Record<string, number> = {};
  let cache: CacheState = 'stream';
  let memoryShare = 1;
  let residentBytes: number = RESIDENT_SET_BYTES;
  let clock: Case['clock'] = 'gpu';
  for (const item of match[3] ? match[3].split('&') : []) {
    const [name, value, ...rest] = item.split('=');
    if (!name || value === undefined || rest.length > 0) throw badAddress(text, `name=value in "${item}"`);
    if (name === 'cache' && (value === 'stream' || value === 'hot')) cache = value;
    else if (name === 'clock' && (value === 'gpu' || value === 'wall')) clock = value;
    else if (name === 'share') memoryShare = number(text, value);
    else if (name === 'resident') residentBytes = number(text, value);
    else if (CONDITIONS.has(name)) throw badAddress(text, `a known value of ${name}, not "${value}"`);
    else tunables[name] = number(text, value);
  }
  const problem = parseProblem(match[2]!);
  const isUsual = residentBytes === RESIDENT_SET_BYTES;
  const resident = isUsual ? {} : { residentBytes };
  return { kernelId: match[1]!, problem, tunables, cache, memoryShare, ...resident, clock };
}

export function parseProblem(text: string): ProblemSpec {
  const match = /^([a-z0-9-]+)\(([^()]*)\)(?:#(\d+))?$/.exec(text);
  if (!match) throw badAddress(text, 'generator(name=value,…)#seed');
  const params: Record<string, ParamValue> = {};
  for (const item of match[2] ? match[2].split(',') : []) {
    const [name, value, ...rest] = item.split('=');
    if (!name || !value || rest.length > 0) throw badAddress(text, `name=value in "${item}"`);
    const plain = unescapeText(text, value);
    params[name] = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : plain;
  }
  const seed = Number(match[3] ?? 1);
  if (!(seed <= 0xffffffff)) throw badAddress(text, 'a seed under 2^32');
  return { generator: match[1]!, params, seed };
}

/** The address without seed, tunables and conditions, for table rows. */
export function shortProblem(spec: ProblemSpec): string {
  return formatProblem(spec).replace(/#\d+$/, '');
}

/** Keeps the characters that file names use; escapes those with a meaning in an address. */
function escapeText(text: string): string {
  return text.replace(/[^A-Za-z0-9._+\- ]/gu, encodeReserved);
}

function encodeReserved(character: string): string {
  const encoded = encodeURIComponent(character);
  return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded;
}

function unescapeText(whole: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badAddress(whole, `a valid percent escape in "${text}"`);
  }
}

function number(whole: string, text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw badAddress(whole, `a number, not "${text}"`);
  return value;
}

function badAddress(text: string, expected: string): UserError {
  return new UserError(`not an address: "${text}"; expected ${expected}`, EXIT.usage);
}
