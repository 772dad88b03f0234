import { EXIT, UserError } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { toCsv } from '../../report/csv.ts';
import { toMarkdown, toRaceMarkdown } from '../../report/markdown/markdown.ts';
import { toRaceCsv } from '../../report/race-csv.ts';
import { toRaceJson } from '../../report/race-json.ts';
import { ansi, plain } from '../../report/table/colour.ts';
import { toRaceTable, toTable } from '../../report/table/table.ts';
import { resultText } from '../../store/result-store.ts';
import type { Io } from '../context.ts';
import type { Format } from '../options.ts';

/** The text of a report, in the colours the terminal can take. */
export function formatResults(files: readonly ResultFile[], format: Format, io: Io): string {
  switch (format) {
    case 'table':
      return toTable(files, { paint: wantsColour(io) ? ansi : plain });
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

/** The outcome of a race; the whole report of its file is printed by `report`. */
export function formatRace(
  file: ResultFile,
  format: Format,
  { io, location }: { readonly io: Io; readonly location: string | null },
): string {
  switch (format) {
    case 'table':
      return toRaceTable(file, { paint: wantsColour(io) ? ansi : plain });
    case 'md':
      return toRaceMarkdown(file);
    case 'csv':
      return toRaceCsv(file);
    case 'json':
      return toRaceJson(file, location);
  }
}

/** https://no-color.org: any value but the empty one turns colour off. */
export function wantsColour(io: Io): boolean {
  return io.stdout.isTTY === true && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
}
