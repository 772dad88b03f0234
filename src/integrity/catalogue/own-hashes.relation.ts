import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'catalogue/own-hashes',
  severity: 'impossible',
  claim:
    'A file of this very program ran its shaders: their hashes, and those of what was launched, are computed from them.',
  *breaches({ ok, relaunched }) {
    for (const { where, record } of ok) {
      const expected = relaunched.get(record);
      if (!expected) continue;
      for (const name of ['kernelHash', 'launchHash'] as const) {
        if (record[name] === expected[name]) continue;
        const message = `${record[name]}, ${record.case.kernelId} has ${expected[name]} in this program, which the file names`;
        yield { where: `${where}.${name}`, message };
        break;
      }
    }
  },
};

export default relation;
