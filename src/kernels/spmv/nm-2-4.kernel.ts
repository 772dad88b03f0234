import format from '../../formats/structured/nm-2-4.format.ts';
import { nmKernel } from './launches/nm-launch.ts';

export default nmKernel({ id: 'spmv/nm-2-4', kept: 2, format });
