import { type Metric, resolvedNs } from './metric.ts';

const metric: Metric = {
  id: 'execution-time',
  label: 'time per execution',
  unit: 'ns',
  direction: 'lower',
  of: resolvedNs,
};

export default metric;
