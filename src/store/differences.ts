import { formatFieldPath } from './field-path.ts';

/** Numbers that were rounded on the way through another engine still agree. */
export const RELATIVE_TOLERANCE = 1e-9;

export interface Difference {
  readonly place: string;
  readonly said: unknown;
  readonly computed: unknown;
}

/** Every leaf at which two JSON values differ; lists of different length differ as a whole. */
export function differences(said: unknown, computed: unknown, place: string): Difference[] {
  if (typeof said === 'number' && typeof computed === 'number') {
    const scale = Math.max(Math.abs(said), Math.abs(computed));
    const agree = said === computed || Math.abs(said - computed) <= RELATIVE_TOLERANCE * scale;
    return agree ? [] : [{ place, said, computed }];
  }
  if (Array.isArray(said) && Array.isArray(computed)) {
    if (said.length !== computed.length) return [{ place, said, computed }];
    return said.flatMap((item, index) => differences(item, computed[index], `${place}[${index}]`));
  }
  if (isObject(said) && isObject(computed)) {
    const names = new Set([...Object.keys(said), ...Object.keys(computed)]);
    return [...names].flatMap(name => differences(own(said, name), own(computed, name), join(place, name)));
  }
  return Object.is(said, computed) ? [] : [{ place, said, computed }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function join(place: string, name: string): string {
  const step = formatFieldPath([name]);
  return step.startsWith('[') ? `${place}${step}` : `${place}.${step}`;
}
