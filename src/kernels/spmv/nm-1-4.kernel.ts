import format from '../../formats/structured/nm-1-4.format.ts';
import { nmKernel } from './launches/nm-launch.ts';

export default nmKernel({ id: 'spmv/nm-1-4', kept: 1, format });
