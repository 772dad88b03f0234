import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, parse } from 'node:path';
import type { KernelFeature } from '../core/kernel.ts';
import { softwareEnvironment } from '../platform/software-adapter.ts';

/** A shader to compile, and the pipelines to make of it: these cost seconds on a software adapter. */
export interface ShaderSource {
  readonly code: string;
  /** Without them on the adapter the shader is not compiled. */
  readonly requires?: readonly KernelFeature[];
  readonly pipelines: readonly {
    readonly entryPoint: string;
    readonly constants: Readonly<Record<string, number>>;
  }[];
}

export type NagaOutcome =
  /** Naga's complaint, with line, or null, for each shader in order; and the features that shaders could use. */
  | { readonly errors: readonly (string | null)[]; readonly features: readonly string[] }
  | { readonly unavailable: string };

/**
 * Compiles shaders on naga, the shader compiler of Firefox and wgpu, by one call of Deno, whose WebGPU it is. Naga needs
 * an adapter to compile for: the system's, or the software adapter.
 */
export function compileOnNaga(shaders: readonly ShaderSource[]): NagaOutcome {
  const deno = denoBinary();
  if (deno === null)
    return { unavailable: `no deno binary for ${process.platform} ${process.arch} is installed` };
  const run = spawnSync(deno, ['run', '-A', '--unstable-webgpu', '--no-config', '-'], {
    cwd: parse(deno).root,
    env: { ...process.env, ...softwareEnvironment(), DENO_NO_UPDATE_CHECK: '1' },
    input: `const shaders = ${JSON.stringify(shaders)};\n${COMPILE_ALL}`,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  if (run.status === NO_ADAPTER) return { unavailable: 'deno finds no WebGPU adapter' };
  if (run.status !== 0) throw new Error(`deno failed (${run.status ?? run.signal}): ${run.stderr}`);
  return JSON.parse(run.stdout) as NagaOutcome;
}

const NO_ADAPTER = 3;

const COMPILE_ALL = `
const adapter = await navigator.gpu?.requestAdapter();
if (!adapter) Deno.exit(${NO_ADAPTER});
const requiredFeatures = ['shader-f16'].filter(feature => adapter.features.has(feature));
const device = await adapter.requestDevice({ requiredFeatures });
const features = [...requiredFeatures, ...(navigator.gpu.wgslLanguageFeatures ?? [])];
const errors = [];
for (const { code, pipelines, requires = [] } of shaders) {
  if (requires.some(feature => !features.includes(feature))) {
    errors.push(null);
    continue;
  }
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code });
  let error = await device.popErrorScope();
  for (const { entryPoint, constants } of error ? [] : pipelines) {
    device.pushErrorScope('validation');
    device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint, constants } });
    const pipelineError = await device.popErrorScope();
    error ??= pipelineError;
  }
  errors.push(error?.message ?? null);
}
console.log(JSON.stringify({ errors, features }));
Deno.exit(0);
`;

/** Deno's npm package leaves the binary in a package for the platform. */
function denoBinary(): string | null {
  const suffix = { linux: '-glibc', darwin: '', win32: '' }[process.platform as string];
  if (suffix === undefined) return null;
  const file = process.platform === 'win32' ? 'deno.exe' : 'deno';
  const parent = dirname(dirname(createRequire(import.meta.url).resolve('deno/package.json')));
  const binary = join(parent, '@deno', `${process.platform}-${process.arch}${suffix}`, file);
  return existsSync(binary) ? binary : null;
}
