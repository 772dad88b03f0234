import { type Metric, rateOf } from './metric.ts';

const metric: Metric = {
  id: 'useful-flops',
  label: 'useful FLOP/s',
  unit: 'FLOP/s',
  direction: 'higher',
  of: record => rateOf(record, record.work.usefulFlops),
};

export default metric;
