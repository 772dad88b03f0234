import type { SerializedError, UserConsoleLog } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/** Prints every failure, every skip with its reason, and one closing line with the counts. */
export default class CountingReporter implements Reporter {
  readonly #startedAt = Date.now();

  /** What tests print for people, such as tables of results. */
  onUserConsoleLog(log: UserConsoleLog): void {
    process.stdout.write(log.content);
  }

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()];
    const seconds = ((module.diagnostic().duration + module.diagnostic().collectDuration) / 1000).toFixed(1);
    const failed = tests.filter(test => test.result().state === 'failed').length;
    const mark = failed > 0 || module.errors().length > 0 ? 'FAILED' : 'ok';
    console.log(
      `${mark.padEnd(6)} ${module.project.name.padEnd(16)} ${module.relativeModuleId} (${tests.length}, ${seconds} s)`,
    );
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    let passed = 0;
    let failed = unhandled.length;
    const skips = new Map<string, number>();
    for (const error of unhandled) printError('outside any test', error);
    for (const module of modules) {
      // A failing hook leaves its tests "skipped": the suite holds the error.
      const suites = [...module.children.allSuites()];
      for (const error of [...module.errors(), ...suites.flatMap(suite => suite.errors())]) {
        failed++;
        printError(module.relativeModuleId, error);
      }
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed++;
        if (result.state === 'failed') {
          failed++;
          for (const error of result.errors)
            printError(`${module.relativeModuleId} › ${test.fullName}`, error);
        }
        if (result.state === 'skipped') {
          const reason = `${module.project.name}: ${result.note ?? 'no reason given'}`;
          skips.set(reason, (skips.get(reason) ?? 0) + 1);
        }
      }
    }
    for (const [reason, count] of skips) console.log(`skipped ${count} × ${reason}`);
    const skipped = [...skips.values()].reduce((sum, count) => sum + count, 0);
    console.log(`in ${((Date.now() - this.#startedAt) / 1000).toFixed(0)} s`);
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }
}

function printError(where: string, error: SerializedError): void {
  console.log(`\nFAILED ${where}\n${error.stack ?? error.message}`);
  if (error.diff) console.log(error.diff);
}
