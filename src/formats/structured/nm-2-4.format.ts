import { nmFormat } from './nm.ts';

export default nmFormat(2);
