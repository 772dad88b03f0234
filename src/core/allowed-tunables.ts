import { EXIT, UserError } from './errors.ts';
import type { KernelDescriptor } from './kernel.ts';

/** @throws UserError naming the tunable, its value and the allowed ones */
export function requireAllowed(
  { id, tunables }: Pick<KernelDescriptor, 'id' | 'tunables'>,
  given: Readonly<Record<string, number>>,
): void {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(tunables, name)) {
      throw new UserError(
        `${id} has no tunable ${name}; it has ${Object.keys(tunables).join(', ') || 'none'}`,
        EXIT.usage,
      );
    }
    const allowed = tunables[name]!;
    if (!allowed.includes(value)) {
      throw new UserError(`${name} of ${id} is one of ${allowed.join(', ')}, not ${value}`, EXIT.usage);
    }
  }
}
