import { notes, runState } from './state.ts';

/** Of all pages of one origin in one browser. */
const CHANNEL = 'ridgepoint';

type Word = 'begins' | 'goes on';

const REMARK =
  'Another tab of this browser measures at the same time: each disturbs the other, and both are slower than the GPU is.';

/**
 * Pages that measure hear of each other, and say so.
 * @returns ends the listening
 */
export function watchOtherTabs(): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const say = (word: Word) => channel.postMessage(word);
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (runState.value !== 'running') return;
    if (data === 'begins') say('goes on');
    if (!notes.value.includes(REMARK)) notes.value = [...notes.value, REMARK];
  };
  const end = runState.subscribe(state => {
    if (state === 'running') say('begins');
  });
  return () => {
    end();
    channel.close();
  };
}
