import type { Launch, Resource } from '../kernel.ts';

/**
 * All that decides what the GPU executes, as JSON: its hash is a record's launchHash. The shader without comments,
 * constants, specialisations, all tunables, and of every distinct stage the entry point with the uniform words that are
 * the kernel's own. Left out is what the problem and the device's limits give: data, buffer sizes, Resource.givenWords,
 * workgroup counts, and that a stage is repeated for every slab of rows. So one kernel on a device that splits its
 * matrix keeps its hash, and another kernel never has it.
 */
export function launchIdentity(wgsl: string, launch: Launch, tunables: Readonly<Record<string, number>>) {
  const resources = new Map(launch.resources.map(resource => [resource.name, resource]));
  const stages = launch.stages.map(({ entryPoint, bindings }) => ({
    entryPoint,
    words: bindings.flatMap(name => ownWords(resources.get(name))),
  }));
  const distinct = new Map(stages.map(stage => [JSON.stringify(stage), stage]));
  return {
    shader: withoutComments(wgsl),
    constants: launch.constants,
    specialize: launch.specialize,
    tunables,
    stages: [...distinct.values()],
  };
}

/** Index and value of the words of a uniform that no problem, share or split gives. */
function ownWords(resource: Resource | undefined): readonly (readonly [index: number, word: number])[] {
  if (resource?.role !== 'uniform' || !resource.data) return [];
  const given = new Set(resource.givenWords ?? []);
  return [...resource.data].flatMap((word, index) => (given.has(index) ? [] : [[index, word] as const]));
}

/** A line comment, either end of a block comment, or what lies between them. */
const PIECES = /\/\/[^\n]*|\/\*|\*\/|[^/*]+|[/*]/y;
const IN_BLOCK = /\/\*|\*\/|[^/*]+|[/*]/y;

/** WGSL has no text literals, so that two slashes outside a block comment always begin a comment. Block comments nest. */
export function withoutComments(wgsl: string): string {
  const kept: string[] = [];
  let depth = 0;
  for (let at = 0; at < wgsl.length; ) {
    const pattern = depth === 0 ? PIECES : IN_BLOCK;
    pattern.lastIndex = at;
    const piece = pattern.exec(wgsl)![0];
    at += piece.length;
    if (piece === '/*') depth++;
    else if (depth > 0) depth -= piece === '*/' ? 1 : 0;
    else if (!piece.startsWith('//')) kept.push(piece);
  }
  const lines = kept
    .join('')
    .split('\n')
    .map(line => line.trimEnd());
  return lines.filter(line => line !== '').join('\n');
}
