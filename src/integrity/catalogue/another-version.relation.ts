import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'catalogue/another-version',
  severity: 'unknown',
  claim:
    'Kernels, launches, plans and checks are compared with this program’s where the file says that it is of the same sources.',
  *breaches({ file, isOurs }) {
    if (isOurs) return;
    const what =
      file.catalogueHash === undefined
        ? 'it does not say which sources made it'
        : `made by sources ${file.catalogueHash}, these are others`;
    const message = `${what} (version ${file.programVersion}): what kernels launched, counted and were checked for is not recomputed`;
    yield { where: 'catalogueHash', message };
  },
};

export default relation;
