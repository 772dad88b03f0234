import { gzipSync } from 'node:zlib';

/** A request that may be anything but what was meant. */
export interface MutatedUpload {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type RandomInt = (below: number) => number;

/** Unpacks to more than any limit. */
const BOMB = gzipSync(Buffer.alloc(64 * 2 ** 20));

/** A few kB that unpack to much, or are read into much. */
const SWOLLEN: readonly ((body: Buffer, int: RandomInt) => Buffer)[] = [
  () => BOMB,
  (body, int) => gzipSync(withMany(body, 150_000, int)),
  (body, int) => gzipSync(withMany(body, 1_500_000, int)),
];

const NASTY = [
  'null',
  '-1',
  '1e999',
  '0.1',
  '""',
  '[]',
  '{}',
  'true',
  '9007199254740993',
  '"\\u0000"',
  '"__proto__"',
];

/** Broken in one to three ways, by chance. */
export function mutated(text: string, int: RandomInt): MutatedUpload {
  let body: Buffer = Buffer.from(text);
  for (let times = 1 + int(3); times > 0; times--)
    body = TEXT_MUTATIONS[int(TEXT_MUTATIONS.length)]!(body, int);
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  const kind = int(40);
  if (kind === 0)
    headers['Content-Type'] = ['text/plain', 'application/jsonp', 'application/json; charset=latin1'][
      int(3)
    ]!;
  if (kind === 1) headers['X-Deletion-Token'] = ['short', '../../../../etc/passwd', 'x'.repeat(65)][int(3)]!;
  if (kind === 2) headers['Content-Encoding'] = ['gzip', 'br', 'deflate', 'gzip, gzip'][int(4)]!;
  if (kind >= 3 && kind < 8) {
    headers['Content-Encoding'] = 'gzip';
    body = gzipSync(body);
    if (int(3) === 0) body = TEXT_MUTATIONS[int(3)]!(body, int);
  }
  if (kind === 8 && int(20) === 0)
    return { headers: { ...headers, 'Content-Encoding': 'gzip' }, body: SWOLLEN[int(3)]!(body, int) };
  return { headers, body };
}

const TEXT_MUTATIONS: readonly ((body: Buffer, int: RandomInt) => Buffer)[] = [
  flipBit,
  cutOff,
  cutOut,
  changeDigit,
  changeDigit,
  changeLetter,
  replaceValue,
  replaceValue,
  doubleName,
  nest,
];

function flipBit(body: Buffer, int: RandomInt): Buffer {
  const copy = Buffer.from(body);
  if (copy.length > 0) copy[int(copy.length)]! ^= 1 << int(8);
  return copy;
}

function cutOff(body: Buffer, int: RandomInt): Buffer {
  return body.subarray(0, int(body.length + 1));
}

function cutOut(body: Buffer, int: RandomInt): Buffer {
  const start = int(body.length + 1);
  return Buffer.concat([body.subarray(0, start), body.subarray(start + int(50))]);
}

function changeDigit(body: Buffer, int: RandomInt): Buffer {
  return replaceOne(body, /\d/g, () => String(int(10)), int);
}

function changeLetter(body: Buffer, int: RandomInt): Buffer {
  return replaceOne(body, /[a-z]/g, () => String.fromCharCode(97 + int(26)), int);
}

function replaceValue(body: Buffer, int: RandomInt): Buffer {
  return replaceOne(
    body,
    /(?<=:)("[^"]*"|-?[\d.e+-]+|null|true|false)/g,
    () => NASTY[int(NASTY.length)]!,
    int,
  );
}

function doubleName(body: Buffer, int: RandomInt): Buffer {
  return replaceOne(body, /"[A-Za-z0-9]+":(?=\d)/g, found => `${found}1,${found}`, int);
}

function nest(body: Buffer, int: RandomInt): Buffer {
  const depth = 10 ** (1 + int(4));
  return replaceOne(body, /(?<=:)-?\d+/g, found => `${'['.repeat(depth)}${found}${']'.repeat(depth)}`, int);
}

/** So many empty objects more, in one of the lists. */
function withMany(body: Buffer, count: number, int: RandomInt): Buffer {
  return replaceOne(body, /(?<=:)\[/g, found => found + '{},'.repeat(count), int);
}

function replaceOne(body: Buffer, pattern: RegExp, by: (found: string) => string, int: RandomInt): Buffer {
  const text = body.toString('latin1');
  const found = [...text.matchAll(pattern)];
  const chosen = found[int(Math.max(1, found.length))];
  if (chosen === undefined) return body;
  const end = chosen.index + chosen[0].length;
  return Buffer.from(text.slice(0, chosen.index) + by(chosen[0]) + text.slice(end), 'latin1');
}
