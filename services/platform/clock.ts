/** Current time in epoch milliseconds. Passed in, so that tests decide what time it is. */
export type Clock = () => number;

/** The machine's own clock. */
export const systemClock: Clock = () => Date.now();
