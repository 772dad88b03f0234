import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** One file of the built page, as it is answered. */
export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
  /** Its name changes with its content. */
  readonly isForever: boolean;
}

/** By path: "/", "/assets/main-abc.js". What is asked for is looked up here and touches no file system. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Tells the page that whoever served it takes runs. */
export const COLLECTOR_MARK = '<meta name="ridgepoint-collector" content="api/runs">';

/** Reads the built page into memory, once. */
export async function readPage(folder: string): Promise<PageFiles> {
  const files = new Map<string, PageFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${path
      .slice(folder.length + 1)
      .split(sep)
      .join('/')}`;
    const content = await readFile(path);
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    const isForever = name.startsWith('/assets/');
    if (name !== '/index.html') files.set(name, { type, content, isForever });
    else {
      const marked = content.toString('utf8').replace('<head>', `<head>\n    ${COLLECTOR_MARK}`);
      files.set('/', { type, content: Buffer.from(marked), isForever });
    }
  }
  return files;
}
