import type { Relation } from '../relation.ts';

/** Chrome 113, the first browser to ship it. */
const WEBGPU_MS = Date.UTC(2023, 4, 2);

const relation: Relation = {
  id: 'environment/date-before-webgpu',
  severity: 'impossible',
  claim: 'No run began before 2 May 2023, when the first browser shipped WebGPU.',
  *breaches({ file: { session } }) {
    if (Date.parse(session.startedAt) >= WEBGPU_MS) return;
    yield { where: 'session.startedAt', message: `${session.startedAt} is before WebGPU existed` };
  },
};

export default relation;
