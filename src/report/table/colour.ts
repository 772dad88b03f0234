/** Meaning first: a caller asks for "bad", not for red. */
export type Tone = 'heading' | 'strong' | 'good' | 'bad' | 'warning' | 'quiet';

/** Wraps text in a tone; never changes its width on screen. */
export type Painter = (tone: Tone, text: string) => string;

export const plain: Painter = (_tone, text) => text;

const CODES: Readonly<Record<Tone, string>> = {
  heading: '1',
  strong: '1',
  good: '32',
  bad: '31',
  warning: '33',
  quiet: '2',
};

/** ANSI escapes, for terminals only. */
export const ansi: Painter = (tone, text) => (text === '' ? text : `\u001b[${CODES[tone]}m${text}\u001b[0m`);
