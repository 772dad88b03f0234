/**
 * Words after which the array of the FLOP ladder repeats itself, so that its reference need not go through all of it:
 * a prime number of the probes' chunks of 8192 words. A kernel that is off by a power of two then meets other words.
 */
export const LADDER_PERIOD = 131 * 8192;
