/**
 * Tunables that say how many loads a thread has in flight before it uses one, and nothing about what a kernel streams
 * from memory or computes: what experiment E8 varies. Twice the value is twice the loads.
 */
export const IN_FLIGHT_TUNABLES: readonly string[] = ['rowsPerGroup', 'rowsPerSubgroup', 'loads'];
