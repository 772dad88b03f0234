import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'catalogue/one-shader',
  severity: 'impossible',
  claim:
    'A kernel has one shader in a run, and no shader is that of two kernels; what was launched differs with kernel and tunables.',
  *breaches({ ok }) {
    const hashOf = new Map<string, string>();
    const ownerOf = new Map<string, string>();
    for (const { where, record } of ok) {
      const { kernelId, tunables } = record.case;
      const fault = (field: string, owner: string, hash: string) => {
        const known = hashOf.get(owner) ?? hash;
        const other = ownerOf.get(`${field} ${hash}`) ?? owner;
        hashOf.set(owner, known);
        ownerOf.set(`${field} ${hash}`, other);
        return known !== hash
          ? `${hash}, another record has ${known} of ${owner}`
          : other !== owner
            ? `${hash}, which ${other} has too`
            : null;
      };
      const shader = fault('kernelHash', kernelId, record.kernelHash);
      if (shader !== null) yield { where: `${where}.kernelHash`, message: shader };
      if (record.launchHash === null || record.kind !== 'webgpu' || !record.tunablesComplete) continue;
      // What a launch chooses by the problem, and what the problem writes into the shader, is part of the hash.
      const owner = `${kernelId} ${JSON.stringify(Object.entries(tunables).sort())}`;
      const other = ownerOf.get(`launchHash ${record.launchHash}`) ?? owner;
      ownerOf.set(`launchHash ${record.launchHash}`, other);
      if (other !== owner)
        yield { where: `${where}.launchHash`, message: `${record.launchHash}, which ${other} has too` };
    }
  },
};

export default relation;
