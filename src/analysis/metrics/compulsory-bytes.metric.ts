import { type Metric, rateOf } from './metric.ts';

const metric: Metric = {
  id: 'compulsory-bytes',
  label: 'compulsory bytes/s',
  unit: 'B/s',
  direction: 'higher',
  of: record => rateOf(record, record.work.compulsoryBytes),
};

export default metric;
