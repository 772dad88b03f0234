import type { Relation } from '../relation.ts';

const VENDOR = /^(cuda|cublas|cusparse)\//;

const relation: Relation = {
  id: 'catalogue/vendor-kinds',
  severity: 'impossible',
  claim: 'Libraries of a vendor are measured outside WebGPU, all of a file or none.',
  *breaches({ file: { records, environment } }) {
    const isVendor = environment.runtime.name === 'cuda';
    for (const [index, { kind, case: c }] of records.entries()) {
      if ((kind === 'vendor') === isVendor && VENDOR.test(c.kernelId) === isVendor) continue;
      const message = `${kind}, ${c.kernelId} in the runtime ${environment.runtime.name}`;
      yield { where: `records[${index}].kind`, message };
    }
  },
};

export default relation;
