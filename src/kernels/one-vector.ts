/** Why y = A·x cannot be asked of a problem with no or several right-hand sides. */
export function takesOneVector(rhsColumnCount: number): string {
  return `matrix × vector takes one right-hand side, there are ${rhsColumnCount}`;
}
