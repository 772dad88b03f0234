import { EXIT, UserError } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { toCsv } from '../../report/csv.ts';
import { toMarkdown, toRaceMarkdown } from '../../report/markdown/markdown.ts';
import { toRaceCsv } from '../../report/race-csv.ts';
import { toRaceJson } from '../../report/race-json.ts';
import { ansi, plain } from '../../report/table/colour.ts';
import { toRaceTable, toTable } from '../../report/table/table.ts';
import { toSummary } from '../../report/table/table-summary.ts';
import { REPORT_WIDTH } from '../../report/table/text.ts';
import { resultText } from '../../store/result-store.ts';
import type { Io } from '../context.ts';
import type { Format } from '../options.ts';

/** How much of a table is printed. */
export interface Extent {
  /** All that there is to say, instead of one screen. */
  readonly full: boolean;
  /** What will be printed under it. */
  readonly below: readonly string[];
}

/** The text of a report, in the colours the terminal can take. All formats but the table are complete. */
export function formatResults(
  files: readonly ResultFile[],
  format: Format,
  io: Io,
  { full, below }: Extent,
): string {
  const paint = wantsColour(io) ? ansi : plain;
  switch (format) {
    case 'table':
      return full ? toTable(files, { paint }) : toSummary(files, { paint, linesBelow: linesOf(below) });
    case 'md':
      return toMarkdown(files);
    case 'csv':
      return toCsv(files);
    case 'json': {
      const [file, ...others] = files;
      if (file === undefined || others.length > 0) {
        throw new UserError(`--format json prints one result file, not ${files.length}`, EXIT.usage);
      }
      return resultText(file);
    }
  }
}

interface RaceExtent {
  readonly full: boolean;
  readonly location: string | null;
}

/** The outcome of a race; the whole report of its file is printed by `report`. */
export function formatRace(file: ResultFile, format: Format, io: Io, { full, location }: RaceExtent): string {
  switch (format) {
    case 'table':
      return full
        ? toRaceTable(file, { paint: wantsColour(io) ? ansi : plain })
        : formatResults([file], format, io, { full, below: resultPlace(location) });
    case 'md':
      return toRaceMarkdown(file);
    case 'csv':
      return toRaceCsv(file);
    case 'json':
      return toRaceJson(file, location);
  }
}

/** Where a result file lies, as it is printed under a report; nothing where no folder takes it. */
export function resultPlace(location: string | null): readonly string[] {
  return location === null ? [] : [`Result file: ${location}`];
}

/** With an empty one above; what is long takes several, since a path that is broken cannot be copied. */
function linesOf(below: readonly string[]): number {
  return below.reduce((sum, line) => sum + Math.ceil([...line].length / REPORT_WIDTH), 1);
}

/** https://no-color.org: any value but the empty one turns colour off. */
export function wantsColour(io: Io): boolean {
  return io.stdout.isTTY === true && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
}
