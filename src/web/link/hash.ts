/** What the hash of the address may carry beside the place: `#findings?run=…&panel=…&sort=…&model=…&runs=…`. */
export interface LinkParts {
  /** The first hex digits of a result file's SHA-256. */
  readonly run: string | null;
  /** Address of the record, or id of the finding, whose panel is open. */
  readonly panel: string | null;
  /** Column of the table of all cases; `-` before it for the largest first. */
  readonly sort: string | null;
  /** The reader's model, see model-choice.ts. */
  readonly model: string | null;
  /** First hex digits of the runs that are compared, with points between them; `-`: none, by choice. */
  readonly runs: string | null;
}

const NAMES = ['run', 'panel', 'sort', 'model', 'runs'] as const satisfies readonly (keyof LinkParts)[];

/** Of a SHA-256: short enough for an address, long enough for no two runs. */
const RUN_DIGITS = 16;

/** A longer text is none that the page wrote. */
const MAX_LENGTH = 1000;

/** "findings" of `#findings?run=…`. */
export function placeInHash(hash: string): string {
  return hash.replace(/^#\/?/, '').split('?', 1)[0]!;
}

/** Null of a hash that names a place alone: such a link leaves what is shown. */
export function partsInHash(hash: string): LinkParts | null {
  const start = hash.indexOf('?');
  if (start < 0) return null;
  const params = new URLSearchParams(hash.slice(start));
  const part = (name: keyof LinkParts) => {
    const text = params.get(name) ?? '';
    return text === '' || text.length > MAX_LENGTH ? null : text;
  };
  const [run, runs] = [part('run'), part('runs')];
  return {
    run: run !== null && /^[0-9a-f]{8,64}$/.test(run) ? run : null,
    panel: part('panel'),
    sort: part('sort'),
    model: part('model'),
    runs:
      runs !== null && /^(-|[0-9a-f]{8,64}([.,][0-9a-f]{8,64}){0,11})$/.test(runs)
        ? runs.replaceAll(',', '.')
        : null,
  };
}

export function hashWith(place: string, parts: LinkParts): string {
  const params = new URLSearchParams();
  for (const name of NAMES) if (parts[name] !== null) params.set(name, parts[name]);
  return params.size === 0 ? `#${place}` : `#${place}?${params}`;
}

/** What stands for a file in a link. */
export function runDigits({ sha256 }: { readonly sha256: string }): string {
  return sha256.slice(0, RUN_DIGITS);
}
