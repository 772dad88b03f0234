import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { catalogueHash, rulesHash } from './src/platform/rules-hash.ts';
import { softwareEnvironment } from './src/platform/software-adapter.ts';

const repo = import.meta.dirname;
const { version, repository = null } = JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8')) as {
  version: string;
  repository?: string | { url: string };
};

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Installed beside the program that compares with them, and only for it. */
const PEERS = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-webgpu',
  '@jax-js/jax',
  'onnxruntime-web/webgpu',
];

/** One configuration: the page, the command line (--ssr), and the test projects. */
export default defineConfig(
  async ({ mode, isSsrBuild }): Promise<ViteUserConfig> => ({
    root: mode === 'test' || isSsrBuild ? repo : join(repo, 'src/web'),
    base: './',
    define: {
      __PROGRAM_VERSION__: JSON.stringify(version),
      __REPOSITORY__: JSON.stringify(typeof repository === 'object' ? (repository?.url ?? null) : repository),
      __RULES_HASH__: JSON.stringify(rulesHash(repo)),
      __CATALOGUE_HASH__: JSON.stringify(catalogueHash(repo)),
    },
    // Isolated pages get clock steps of 5 µs instead of 100.
    server: { fs: { allow: [repo] }, headers: ISOLATION },
    preview: { headers: ISOLATION },
    ...(isSsrBuild
      ? {
          ssr: {
            noExternal: true as const,
            external: ['webgpu', 'playwright-core', '@sparticuz/chromium', 'vite', ...PEERS],
          },
        }
      : {}),
    plugins: [bareShaders()],
    worker: { format: 'es', plugins: () => [bareShaders()] },
    build: isSsrBuild
      ? {
          ssr: true,
          rolldownOptions: {
            // Named here too: before the first comparison they are not installed, and cannot be resolved.
            external: PEERS,
            input: { main: join(repo, 'src/cli/main.ts'), 'host-speed': join(repo, 'src/cli/host-speed.ts') },
          },
          outDir: join(repo, 'dist/cli'),
          emptyOutDir: false,
          target: 'node20',
        }
      : { outDir: join(repo, 'dist/page'), emptyOutDir: true },
    test: {
      reporters: [join(repo, 'src/testing/reporter.ts')],
      // Only tests need vitest itself.
      ...(mode === 'test' && {
        sequence: { sequencer: (await import('./src/testing/longest-first.ts')).default },
      }),
      projects: [
        unitProject('unit', { exclude: ['src/web/**'], isolate: false }),
        // These stand in for the browser's globals, which modules take hold of as they load.
        unitProject('unit:page', { include: ['src/web/**/*.test.{ts,tsx}'], isolate: true }),
        gpuProject('gpu:swiftshader', softwareEnvironment(), 2),
        gpuProject('gpu:system', null, 3),
        {
          extends: true,
          test: {
            name: 'browser',
            include: ['src/**/*.browser.test.ts'],
            globalSetup: [join(repo, 'src/testing/serve-page.ts')],
            testTimeout: 120_000,
            hookTimeout: 120_000,
            ...inGroup(4),
          },
        },
      ],
    },
  }),
);

/**
 * Shaders without their comments, a tenth of what a visit to the page would load. Lines keep their numbers, so that
 * a compiler's message points into the file; a kernel's hash changes with its code and not with its prose.
 */
function bareShaders(): Plugin {
  const suffix = '.wgsl?raw';
  return {
    name: 'bare-shaders',
    enforce: 'pre',
    load(id) {
      if (!id.endsWith(suffix)) return null;
      const file = id.slice(0, -'?raw'.length);
      this.addWatchFile(file);
      const text = readFileSync(file, 'utf8').replaceAll(/[ \t]*\/\/.*/g, '');
      return { code: `export default ${JSON.stringify(text)}`, moduleType: 'js' };
    },
  };
}

/** Groups run one after another, two files at a time, so that a test for one adapter never competes with another's. */
function inGroup(groupOrder: number) {
  return { maxWorkers: 2, sequence: { groupOrder } };
}

/** Without isolation files that one process runs share their modules, which takes half of the time. */
function unitProject(name: string, test: { include?: string[]; exclude?: string[]; isolate: boolean }) {
  const { include = ['{src,bench}/**/*.test.{ts,tsx}'], exclude = [], isolate } = test;
  return {
    extends: true as const,
    test: {
      name,
      include,
      exclude: ['**/*.gpu.test.ts', '**/*.browser.test.ts', ...exclude],
      isolate,
      testTimeout: 60_000,
      ...inGroup(1),
    },
  };
}

/** The same GPU tests on another adapter: the environment is what a process must start with to find it. */
function gpuProject(name: string, environment: Record<string, string> | null, groupOrder: number) {
  return {
    extends: true as const,
    test: {
      name,
      include: ['src/**/*.gpu.test.ts'],
      env: { RIDGEPOINT_TEST_ADAPTER: name, ...environment },
      pool: 'forks' as const,
      ...inGroup(groupOrder),
      isolate: false,
      testTimeout: 120_000,
      hookTimeout: 60_000,
    },
  };
}
