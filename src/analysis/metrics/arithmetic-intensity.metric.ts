import { arithmeticIntensity } from '../../core/work.ts';
import type { Metric } from './metric.ts';

const metric: Metric = {
  id: 'arithmetic-intensity',
  label: 'arithmetic intensity',
  unit: 'FLOP/B',
  direction: 'neither',
  of: record => arithmeticIntensity(record.work),
};

export default metric;
