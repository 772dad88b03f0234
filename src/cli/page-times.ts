/** What a run of the page or of the command line promised and took, and where that is too far apart. */

/** What was said to be left at a moment of the run. */
export interface CountdownReading {
  readonly elapsedMs: number;
  /** "1 min 20 s left". */
  readonly text: string;
}

export interface RunTimes {
  /** "Run · about 2 min 10 s", or the time alone. */
  readonly promised: string;
  /** From the press to the answer. */
  readonly takenMs: number;
  readonly readings: readonly CountdownReading[];
}

export interface PageTimes extends RunTimes {
  /** From the address to a button that can be pressed. */
  readonly interactiveMs: number;
}

export const MOST_INTERACTIVE_MS = 1000;
/** Of what the run took in all. */
export const MOST_ERROR = 0.15;
const LOOKS = [0.25, 0.5, 0.75] as const;

/** A line for each figure, and those that are past their limit. */
export interface TimeLines {
  readonly lines: readonly string[];
  readonly failures: readonly string[];
}

export function pageTimeLines(times: PageTimes): TimeLines {
  const { interactiveMs } = times;
  const isFine = interactiveMs <= MOST_INTERACTIVE_MS;
  return linesOf([
    figure(`Interactive after ${seconds(interactiveMs)}`, isFine, '1 s'),
    ...runFigures(times),
  ]);
}

export function runTimeLines(times: RunTimes): TimeLines {
  return linesOf(runFigures(times));
}

function runFigures({ promised, takenMs, readings }: RunTimes): readonly TimeFigure[] {
  const promisedMs = waitedMs(promised);
  return [
    withError(`Promised ${seconds(promisedMs)}, taken ${seconds(takenMs)}`, promisedMs, takenMs),
    ...LOOKS.map(share => lookAt(share, readings, takenMs)),
  ];
}

interface TimeFigure {
  readonly line: string;
  readonly isFine: boolean;
}

function linesOf(figures: readonly TimeFigure[]): TimeLines {
  return {
    lines: figures.map(({ line }) => line),
    failures: figures.filter(({ isFine }) => !isFine).map(({ line }) => line),
  };
}

function lookAt(share: number, readings: readonly CountdownReading[], takenMs: number) {
  const at = readings.findLast(({ elapsedMs }) => elapsedMs <= share * takenMs);
  const percent = `At ${100 * share} % of the run`;
  if (at === undefined) return figure(`${percent} nothing was said to be left`, false, 'a countdown');
  const wholeMs = at.elapsedMs + waitedMs(at.text);
  return withError(`${percent}: ${at.text}, ${seconds(takenMs - at.elapsedMs)} were`, wholeMs, takenMs);
}

function withError(text: string, saidMs: number, takenMs: number) {
  const error = (saidMs - takenMs) / takenMs;
  const percent = `${error >= 0 ? '+' : '−'}${Math.abs(100 * error).toFixed(0)} % of the run`;
  return figure(`${text}: ${percent}`, Math.abs(error) <= MOST_ERROR, `${100 * MOST_ERROR} %`);
}

function figure(text: string, isFine: boolean, limit: string): TimeFigure {
  return { line: isFine ? `${text}.` : `${text}: past ${limit}.`, isFine };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * The time in a text of the page, in ms: "about 1 min", "2 min 10 s", "38 s left".
 * @throws Error where there is none
 */
export function waitedMs(text: string): number {
  const [, minutes, secondsText] = /(?:(\d+)\s*min)?\s*(?:(\d+)\s*s\b)?(?:\s*left)?$/.exec(text.trim()) ?? [];
  if (minutes === undefined && secondsText === undefined) throw new Error(`no time in "${text}"`);
  return 1000 * (60 * Number(minutes ?? 0) + Number(secondsText ?? 0));
}

/** What a line of progress says is left: "14 of 52 · 38 s left · …" → "38 s left"; null where it says nothing. */
export function leftIn(line: string): string | null {
  return / · ((?:\d+ min )?(?:\d+ s )?left)\b/.exec(` · ${line}`)?.[1] ?? null;
}
