/** Non-decreasing sequence nearest to `values` in least squares, by pool adjacent violators (Ayer et al. 1955). */
export function isotonicFit(values: readonly number[]): number[] {
  const blocks: { mean: number; length: number }[] = [];
  values.forEach(value => {
    let block = { mean: value, length: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean >= block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const length = last.length + block.length;
      block = { mean: last.mean + (block.length / length) * (block.mean - last.mean), length };
    }
    blocks.push(block);
  });
  return blocks.flatMap(block => new Array<number>(block.length).fill(block.mean));
}
