import { baselines, generators, kernels } from '../../catalog.ts';
import type { Relation } from '../relation.ts';

/** Of matrices that the user brings: no generator makes them. */
const FROM_FILE = 'file';

const relation: Relation = {
  id: 'catalogue/own-kernel',
  severity: 'impossible',
  claim: 'A file of this very program names kernels and generators that this program has.',
  *breaches({ file: { records }, isOurs }) {
    if (!isOurs) return;
    for (const [index, record] of records.entries()) {
      const { kernelId, problem } = record.case;
      const where = `records[${index}].case`;
      if (!kernels.has(kernelId) && !baselines.has(kernelId))
        yield { where: `${where}.kernelId`, message: `there is no kernel "${kernelId}"` };
      if (problem.generator !== FROM_FILE && !generators.has(problem.generator))
        yield {
          where: `${where}.problem.generator`,
          message: `there is no generator "${problem.generator}"`,
        };
    }
  },
};

export default relation;
