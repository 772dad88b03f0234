/**
 * Which of several hypotheses fall, so that the chance that any true one falls stays under the level, whatever the tests
 * have to do with one another (Holm 1979). @param pValues in any order; @returns in the same order
 */
export function holm(pValues: readonly number[], level: number): readonly boolean[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const firstStanding = order.findIndex(({ p }, rank) => !(p <= level / (order.length - rank)));
  const fallen = new Set(
    order.slice(0, firstStanding < 0 ? order.length : firstStanding).map(({ index }) => index),
  );
  return pValues.map((_, index) => fallen.has(index));
}
