import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

/** Which rooms a room may import from; every room may import from itself and from `core`. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  stats: [],
  platform: [],
  gpu: [],
  store: [],
  simulate: [],
  operations: [],
  problems: [],
  formats: [],
  kernels: ['operations', 'problems', 'formats', 'shaders'],
  analysis: ['stats'],
  answer: ['stats', 'analysis'],
  corpus: ['analysis', 'answer'],
  catalog: ['formats', 'problems', 'operations', 'kernels', 'analysis'],
  measure: ['gpu', 'stats', 'shaders'],
  charts: ['analysis', 'answer'],
  report: ['analysis', 'answer', 'charts'],
  suites: ['catalog'],
  blank: ['catalog', 'operations', 'problems'],
  integrity: ['blank', 'catalog', 'measure', 'operations', 'problems', 'stats', 'store', 'suites'],
};

/**
 * Arrows between the rooms inside a room: which of its neighbours a sub-room may import from. `.` stands for the files
 * of the room itself. What is not listed here may import from nothing beside it.
 */
const INNER_ARROWS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'src/core': { '.': ['record'], record: ['.'] },
  'src/operations': { '.': ['checks'] },
  'src/problems': { patterns: ['.'], probes: ['.'], files: ['.'] },
  'src/gpu': { timers: ['.'] },
  'src/measure': { device: ['case'], session: ['case'] },
  'src/analysis': {
    '.': ['evidence', 'ceilings', 'experiments', 'crossover', 'chooser', 'claims', 'verdict'],
    ceilings: ['evidence'],
    experiments: ['evidence', 'ceilings'],
    verdict: ['evidence', 'ceilings', 'experiments'],
    crossover: ['evidence'],
    chooser: ['evidence'],
    ranking: ['evidence', 'crossover'],
    claims: ['evidence'],
    compare: ['evidence', 'experiments'],
    metrics: ['evidence', 'experiments'],
  },
  'src/charts': {
    '.': ['dilution', 'dispatch-cost', 'ladder', 'shares'],
    card: ['.'],
    crossover: ['.'],
    dilution: ['.'],
    'dispatch-cost': ['.'],
    ladder: ['.'],
    strip: ['.', 'dilution', 'ladder'],
    residency: ['.'],
    fastest: ['.'],
    roofline: ['.'],
    samples: ['.'],
    overlay: ['.'],
    shares: ['.'],
  },
  'src/collector': {
    '.': ['api', 'limits', 'page', 'runs', 'stores'],
    api: ['limits', 'runs', 'stores'],
    stores: ['runs'],
  },
  'src/report': {
    '.': ['rows'],
    table: ['rows'],
    markdown: ['rows'],
    html: ['rows'],
    compare: ['.', 'rows', 'table', 'markdown'],
    method: [],
  },
  'src/integrity': {
    '.': ['relaunch'],
    relaunch: [],
    ...Object.fromEntries(
      ['catalogue', 'check', 'environment', 'plan', 'rates', 'time', 'work'].map(family => [
        family,
        ['.', 'relaunch'],
      ]),
    ),
  },
};

/** Entry points (peers are programs of their own), and the composition that they share, import anything; nothing else imports them. */
const ENTRY_ROOMS = ['app', 'peers', 'cli', 'web', 'bundle', 'collector', 'truth', 'testing'];

/** Outside the entry points, what only one runtime has is named in platform/ and here. */
const FOLDER_STORE = 'src/store/folder.ts';

const repo = resolve(import.meta.dirname, '..');

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  /** Paths from the repository's root, or package names. */
  readonly imports: readonly string[];
}

function sourceFiles(): SourceFile[] {
  const paths = ['src', 'bench'].flatMap(folder =>
    readdirSync(join(repo, folder), { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)),
  );
  return paths
    .filter(path => /\.tsx?$/.test(path) && !path.includes('node_modules') && !isTest(path))
    .map(readSource);
}

/** Tests and what only tests use may import anything. */
function isTest(path: string): boolean {
  return /\.(test|contract)\.tsx?$|\.d\.ts$|(^|\/)testing(\/|\.ts$)/.test(path);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(repo, path), 'utf8');
  const { module } = parseSync(path, text);
  const specifiers = [
    ...module.staticImports.map(entry => entry.moduleRequest.value),
    ...module.staticExports.flatMap(entry => entry.entries.flatMap(e => e.moduleRequest?.value ?? [])),
    ...module.dynamicImports.map(entry =>
      text.slice(entry.moduleRequest.start + 1, entry.moduleRequest.end - 1),
    ),
  ];
  const imports = specifiers
    .map(specifier => specifier.replace(/\?.*$/, ''))
    .map(specifier =>
      specifier.startsWith('.') ? relative(repo, resolve(repo, dirname(path), specifier)) : specifier,
    );
  return { path, room: roomOf(path), text, imports };
}

/** `src/gpu/timers/x.ts` → gpu, `src/catalog.ts` → catalog, `bench/suites/x.ts` → suites, `shaders/…` → shaders. */
function roomOf(path: string): string {
  const [top, second] = path.split('/');
  return top === 'shaders' ? 'shaders' : second!.replace(/\.tsx?$/, '');
}

/** `src/gpu/timers/x.ts` → ["src/gpu", "timers"]; a file of the room itself is in its sub-room ".". */
function placeOf(path: string): readonly [room: string, inner: string] {
  const parts = path.split('/');
  return [parts.slice(0, 2).join('/'), parts.length > 3 ? parts[2]! : '.'];
}

function isLocal(specifier: string): boolean {
  return /^(src|bench|shaders)\//.test(specifier);
}

function readText(path: string): string {
  return existsSync(join(repo, path)) ? readFileSync(join(repo, path), 'utf8') : '';
}

function isOpening(text: string): boolean {
  return /^# .+\n\n[^#]+\n\n\*\*Not this room:\*\* ./.test(text) && text.trimEnd().split('\n').length <= 10;
}

const files = sourceFiles();

describe('the structure', () => {
  it('has an arrow for every room', () => {
    const rooms = new Set(files.map(({ room }) => room));
    expect(files.length).toBeGreaterThan(50);
    expect([...rooms].filter(room => !(room in ARROWS) && !ENTRY_ROOMS.includes(room))).toEqual([]);
  });

  it('has no import against the arrows', () => {
    const wrong = files
      .filter(({ room }) => !ENTRY_ROOMS.includes(room))
      .flatMap(({ path, room, imports }) =>
        imports
          .filter(isLocal)
          .map(roomOf)
          .filter(target => target !== room && target !== 'core' && !ARROWS[room]!.includes(target))
          .map(target => `${path} (${room}) imports from ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has no import against the arrows inside a room', () => {
    const wrong = files.flatMap(({ path, imports }) => {
      const [room, inner] = placeOf(path);
      const arrows = INNER_ARROWS[room];
      if (!arrows) return [];
      return imports
        .filter(isLocal)
        .map(placeOf)
        .filter(([target, part]) => target === room && part !== inner && !arrows[inner]?.includes(part))
        .map(([, part]) => `${path} (${inner}) imports from ${part}`);
    });
    expect(wrong).toEqual([]);
  });

  it('opens every room with what it is and what it is not, in at most ten lines', () => {
    const rooms = new Set(files.map(({ path }) => dirname(path)).filter(room => room !== 'src'));
    const wrong = [...rooms].filter(room => !isOpening(readText(`${room}/README.md`)));
    expect(wrong, 'rooms without a README.md of a title, what it is, and "**Not this room:** …"').toEqual([]);
  });

  it('has at most twenty files in a room, and no file over 250 lines', () => {
    const counted = new Map<string, number>();
    for (const { path } of files) counted.set(dirname(path), (counted.get(dirname(path)) ?? 0) + 1);
    expect([...counted].filter(([, count]) => count > 20)).toEqual([]);
    expect(files.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path)).toEqual([]);
  });

  it('has no import circles', () => {
    const byPath = new Map(files.map(file => [file.path, file]));
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of byPath.get(path)?.imports ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('names runtimes only in platform, entry points and the folder store', () => {
    const wrong = files
      .filter(
        ({ room, path }) =>
          room !== 'platform' && path !== FOLDER_STORE && (!ENTRY_ROOMS.includes(room) || room === 'app'),
      )
      .filter(({ text }) => /from 'node:|\bwindow\.|\bnavigator\.|\bprocess\.(env|argv|platform)/.test(text))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('keeps the GPU out of analysis, answer, charts and reports, and kernels out of the GPU', () => {
    const wrong = files.filter(({ room, imports }) =>
      ['analysis', 'answer', 'charts', 'report'].includes(room)
        ? imports.some(target => target.startsWith('src/gpu/'))
        : room === 'gpu' && imports.some(target => target.startsWith('src/kernels/')),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
