/** Does one thing after the other: many at once would finish no sooner, and hold the memory of all of them. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return act => {
    const turn = last.then(act);
    // Of what came out nothing is kept.
    last = turn.then(
      () => {},
      () => {},
    );
    return turn;
  };
}
