/**
 * Non-decreasing sequence nearest to `values` in least squares, by pool adjacent violators (Ayer et al. 1955).
 * @param weights positive, one a value; all equal when left out
 */
export function isotonicFit(values: readonly number[], weights?: readonly number[]): number[] {
  const blocks: { mean: number; weight: number; length: number }[] = [];
  values.forEach((value, i) => {
    let block = { mean: value, weight: weights?.[i] ?? 1, length: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean >= block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const weight = last.weight + block.weight;
      const mean = last.mean + (block.weight / weight) * (block.mean - last.mean);
      block = { mean, weight, length: last.length + block.length };
    }
    blocks.push(block);
  });
  return blocks.flatMap(block => new Array<number>(block.length).fill(block.mean));
}
