import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Files that take far longer than others of their length, the longest first. */
const LONG = [
  'src/truth/truth.plans.test.ts',
  'src/cli/main.test.ts',
  'src/bundle/bundle.test.ts',
  'src/kernels/contract.gpu.test.ts',
  'src/kernels/contract.matmul.gpu.test.ts',
  'src/measure/session/session.gpu.test.ts',
  'src/web/newcomer.browser.test.ts',
];

/** Starts what takes long first, so that no worker waits long for another at the end of a group. A fresh clone knows no times from runs before, and vitest would go by the lengths of files. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex(path => moduleId.endsWith(path));
      return found < 0 ? LONG.length : found;
    };
    return usual.toSorted((a, b) => {
      const isTogether = a.project.name === b.project.name;
      return isTogether ? place(a) - place(b) : 0;
    });
  }
}
