import type { KernelLimits, Launch } from '../core/kernel.ts';
import { formatCount, formatMemory } from '../core/units.ts';
import { specialize } from './specialize.ts';

/** What one workgroup of an entry point takes. */
export interface WorkgroupNeeds {
  readonly size: readonly [x: number, y: number, z: number];
  /** Of the workgroup memory that it reaches, in bytes. */
  readonly storageBytes: number;
}

type Values = ReadonlyMap<string, string>;

/** Why a launch is too much for a device's workgroups, naming the limit; null where it is not. */
export function workgroupObstacle(
  wgsl: string,
  launch: Pick<Launch, 'constants' | 'specialize' | 'stages' | 'resources'>,
  limits: KernelLimits,
): string | null {
  const uniforms = new Set(launch.resources.filter(({ role }) => role === 'uniform').map(({ name }) => name));
  for (const { entryPoint, bindings } of launch.stages) {
    const buffers = bindings.filter(name => !uniforms.has(name)).length;
    const excess =
      excessOf(workgroupNeeds(wgsl, launch, entryPoint), limits) ??
      beyond(limits, 'maxStorageBuffersPerShaderStage', buffers, 'a stage binds', 'storage buffers');
    if (excess !== null) return excess;
  }
  return null;
}

/**
 * Read from the text of the shader and the constants of the launch. Null where they are written in a way that this does
 * not follow: then compiling tells.
 */
export function workgroupNeeds(
  wgsl: string,
  launch: Pick<Launch, 'constants' | 'specialize'>,
  entryPoint: string,
): WorkgroupNeeds | null {
  const text = specialize(wgsl, launch.specialize);
  const declared = [...text.matchAll(/^(?:const|override)\s+(\w+)[^=;]*=\s*([^;]+);/gm)];
  const values = new Map(declared.map(([, name, value]) => [name!, value!] as const));
  for (const [name, value] of Object.entries(launch.constants)) values.set(name, String(value));

  const given = new RegExp(`@workgroup_size\\(([^)]*)\\)\\s*fn ${entryPoint}\\b`).exec(text)?.[1];
  const [x, y = 1, z = 1] = (given ?? '').split(',').map(part => numberIn(part, values));
  const reached = reachedText(text, entryPoint);
  const memory = [...text.matchAll(/^var<workgroup>\s+(\w+)\s*:\s*([^;]+);/gm)]
    .filter(([, name]) => new RegExp(`\\b${name}\\b`).test(reached))
    .map(([, , type]) => bytesOf(type!, values));
  const storageBytes = memory.reduce((sum, bytes) => sum + bytes, 0);
  return [x, y, z, storageBytes].every(Number.isFinite) ? { size: [x!, y, z], storageBytes } : null;
}

function excessOf(needs: WorkgroupNeeds | null, limits: KernelLimits): string | null {
  if (needs === null) return null;
  const [x, y, z] = needs.size;
  const wants = 'a workgroup has';
  return (
    beyond(limits, 'maxComputeInvocationsPerWorkgroup', x * y * z, wants, 'invocations') ??
    beyond(limits, 'maxComputeWorkgroupSizeX', x, wants, 'invocations across') ??
    beyond(limits, 'maxComputeWorkgroupSizeY', y, wants, 'invocations down') ??
    beyond(limits, 'maxComputeWorkgroupSizeZ', z, wants, 'invocations deep') ??
    beyond(limits, 'maxComputeWorkgroupStorageSize', needs.storageBytes, 'a workgroup takes', null)
  );
}

/** @param unit of a count; null for bytes */
function beyond(
  limits: KernelLimits,
  name: keyof KernelLimits,
  wanted: number,
  wants: string,
  unit: string | null,
): string | null {
  const most = limits[name];
  if (wanted <= most) return null;
  return unit === null
    ? `${wants} ${formatMemory(wanted)} of memory, but ${name} is ${formatMemory(most)}`
    : `${wants} ${formatCount(wanted)} ${unit}, but ${name} is ${formatCount(most)}`;
}

/** The function and all that it calls. */
function reachedText(text: string, entryPoint: string): string {
  const bodies = new Map(
    [...text.matchAll(/^(?:@compute.*\s)?fn (\w+)[\s\S]*?^\}/gm)].map(
      ([body, name]) => [name!, body] as const,
    ),
  );
  const reached = new Set([entryPoint]);
  for (const name of reached)
    for (const [word] of bodies.get(name)?.matchAll(/\w+/g) ?? []) if (bodies.has(word)) reached.add(word);
  return [...reached].map(name => bodies.get(name) ?? '').join('\n');
}

const SCALAR_BYTES: Readonly<Record<string, number>> = { f32: 4, u32: 4, i32: 4, f16: 2 };
const VECTOR_LETTERS: Readonly<Record<string, string>> = { f: 'f32', u: 'u32', i: 'i32', h: 'f16' };

/** NaN for a type that is not followed. */
function bytesOf(given: string, values: Values): number {
  const type = given.trim();
  const array = /^array<(.+),([^,]+)>$/.exec(type);
  if (array) return bytesOf(array[1]!, values) * numberIn(array[2]!, values);
  const matrix = /^mat([234])x([234])([fh])$/.exec(type);
  if (matrix) return Number(matrix[1]) * bytesOf(`vec${matrix[2]}${matrix[3]}`, values);
  const vector = /^vec([234])([fuih])$/.exec(type);
  const scalar = vector ? VECTOR_LETTERS[vector[2]!]! : (/^atomic<(\w+)>$/.exec(type)?.[1] ?? type);
  // Elements of three are as far apart as those of four.
  const width = vector ? 2 * Math.ceil(Number(vector[1]) / 2) : 1;
  return width * (SCALAR_BYTES[scalar] ?? Number.NaN);
}

/** The value of a constant expression of whole numbers; NaN for what is not followed. */
function numberIn(expression: string, values: Values): number {
  const tokens = expression.match(/\w+|<<|>>|\S/g) ?? [];
  let at = 0;
  const operand = (): number => {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const inner = sum(0);
      return tokens[at++] === ')' ? inner : Number.NaN;
    }
    const known = values.get(token);
    return known === undefined ? Number(token.replace(/[ui]$/, '') || 'none') : numberIn(known, values);
  };
  const sum = (level: number): number => {
    let left = level === OPERATORS.length ? operand() : sum(level + 1);
    for (let apply = OPERATORS[level]?.[tokens[at]!]; apply; apply = OPERATORS[level]?.[tokens[at]!]) {
      at++;
      left = apply(left, sum(level + 1));
    }
    return left;
  };
  const value = sum(0);
  return at === tokens.length ? value : Number.NaN;
}

type Operator = (a: number, b: number) => number;

/** From the loosest to the tightest. */
const OPERATORS: readonly Readonly<Record<string, Operator>>[] = [
  { '<<': (a, b) => a * 2 ** b, '>>': (a, b) => Math.floor(a / 2 ** b) },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => Math.trunc(a / b), '%': (a, b) => a % b },
];
