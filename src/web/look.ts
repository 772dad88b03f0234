import type { EngineDescription, EngineLink } from './engine/engine.ts';
import { description, isLookingLong } from './state.ts';

/** From here on, the page explains why it still looks. */
const LONG_MS = 10_000;

/** Looks for a GPU; called again, it looks anew. */
export type Look = () => Promise<EngineDescription>;

/** @param prepare is told of the answer before the views are */
export function createLook(
  engine: Pick<EngineLink, 'describe'>,
  prepare: (answer: EngineDescription) => void,
): Look {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = (): void => {
    clearTimeout(timer);
    description.value = null;
    isLookingLong.value = false;
    timer = setTimeout(() => {
      isLookingLong.value = true;
    }, LONG_MS);
  };
  return async () => {
    begin();
    const answer = await engine.describe();
    clearTimeout(timer);
    prepare(answer);
    description.value = answer;
    return answer;
  };
}
