import { describe, expect, it } from 'vitest';
import { METHOD_CONSTANTS } from '../../app/method.ts';
import type { MethodConstants } from './document.ts';
import { methodMarkdown } from './method.ts';

/** Every number of the constants, by where it stands. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'number') return [path];
  return Object.entries(value as object).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

/** The constants with one number replaced. */
function changed(path: readonly string[]): MethodConstants {
  const copy = structuredClone(METHOD_CONSTANTS);
  const last = path.at(-1)!;
  const owner = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (inner, name) => inner[name] as Record<string, unknown>,
      copy as unknown as Record<string, unknown>,
    );
  owner[last] = (owner[last] as number) * 1.75 + 1;
  return copy;
}

describe('the method as a page', () => {
  it('is what stands in results/method.md (npm run -s ridgepoint -- method > results/method.md)', async () => {
    await expect(methodMarkdown(METHOD_CONSTANTS)).toMatchFileSnapshot('../../../results/method.md');
  });

  it.each(leaves(METHOD_CONSTANTS).map(path => [path.join('.'), path] as const))(
    'says another thing where %s is another number',
    (_, path) => {
      expect(methodMarkdown(changed(path))).not.toBe(methodMarkdown(METHOD_CONSTANTS));
    },
  );

  it('leaves no value out', () => {
    const text = methodMarkdown(METHOD_CONSTANTS).replace('outputs start as NaN', '');
    expect(text).not.toMatch(/NaN|undefined|n\/a/);
    expect(text.match(/\*/g)!.length % 2).toBe(0);
  });

  it('keeps its tables rectangular', () => {
    const tables = methodMarkdown(METHOD_CONSTANTS).match(/(?:^\|.*\n)+/gm)!;
    expect(tables).toHaveLength(2);
    for (const table of tables) {
      expect(
        new Set(
          table
            .trim()
            .split('\n')
            .map(line => line.split(' | ').length),
        ).size,
      ).toBe(1);
    }
  });
});
