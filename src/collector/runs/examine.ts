import { InvalidFileError } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { parseResultFile } from '../../store/parse.ts';
import { type ValidationTools, validateResult } from '../../store/validate.ts';

/** What a look at an uploaded text found. Neither is ever sent back: a refusal names places in a stranger's file. */
export type Examined =
  | { readonly isValid: true; readonly file: ResultFile; readonly remarks: readonly string[] }
  | { readonly isValid: false; readonly reason: string };

/** Looks at a text that may be anything. */
export type Examine = (text: string) => Promise<Examined>;

const UPLOAD = 'upload';

/** As `validate` does: form, hashes, summaries, and the conclusions where they were drawn by the rules of this program. */
export function examineBy(tools: ValidationTools): Examine {
  return async text => {
    let file: ResultFile;
    try {
      file = await parseResultFile(text.replace(/^\uFEFF/, ''), UPLOAD);
    } catch (error) {
      if (error instanceof InvalidFileError) return { isValid: false, reason: error.message };
      throw error;
    }
    const [fault] = await validateResult(file, tools);
    if (fault !== undefined) return { isValid: false, reason: `${fault.place}: ${fault.message}` };
    return { isValid: true, file, remarks: [] };
  };
}

/** One after the other: many at once would finish no sooner, and hold the memory of all of them. */
export function inTurn(examine: Examine): Examine {
  let last: Promise<unknown> = Promise.resolve();
  return text => {
    const turn = last.then(() => examine(text));
    last = turn.catch(() => {});
    return turn;
  };
}
