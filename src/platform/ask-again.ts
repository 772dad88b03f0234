/** Waits before asking again, in ms: a driver that starts, or recovers from a loss, has no adapter for a moment. */
const PAUSES_MS = [100, 300, 1000];

/** What was asked for, or null where it stays away. */
export async function askAgain<T>(ask: () => Promise<T | null>): Promise<T | null> {
  let answer = await ask();
  for (const pauseMs of PAUSES_MS) {
    if (answer !== null) break;
    await new Promise(resolve => setTimeout(resolve, pauseMs));
    answer = await ask();
  }
  return answer;
}
