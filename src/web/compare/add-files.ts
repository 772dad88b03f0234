import { runDigits } from '../link/hash.ts';
import { readText } from '../runs/read-text.ts';
import { basket, putIntoBasket } from './basket.ts';
import { addText } from './known-runs.ts';

/** Lists result files that were dropped or chosen, and puts them into the basket. What is refused is said there. */
export async function addFiles(chosen: readonly File[]): Promise<void> {
  const before = basket.value;
  const added: string[] = [];
  for (const file of chosen) {
    const sha256 = await addText(await readText(file), file.name);
    if (sha256 !== null) added.push(runDigits({ sha256 }));
  }
  if (added.length > 0) putIntoBasket([...before.filter(digits => !added.includes(digits)), ...added]);
}
