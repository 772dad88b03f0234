import { InvalidFileError } from '../../core/errors.ts';
import { type Remark, remarkText } from '../../core/record/remark.ts';
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

/** What a file says that no run can say, or few. */
export type RemarksOn = (file: ResultFile) => Promise<readonly Remark[]>;

/** Enough to see why; a hostile file could break each relation in every sample. */
const KEPT_REMARKS = 20;
const REMARK_LENGTH = 300;

/**
 * As `validate` does: form, hashes, summaries, the conclusions where they were drawn by the rules of this program, and
 * what can have happened at all.
 */
export function examineBy(tools: ValidationTools, remarksOn: RemarksOn): Examine {
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
    const remarks = await remarksOn(file);
    const impossible = remarks.find(({ severity }) => severity === 'impossible');
    if (impossible !== undefined) return { isValid: false, reason: remarkText(impossible) };
    const doubts = remarks.filter(({ severity }) => severity === 'doubtful').slice(0, KEPT_REMARKS);
    return { isValid: true, file, remarks: doubts.map(keptRemark) };
  };
}

function keptRemark(remark: Remark): string {
  return `${remark.relation}: ${remarkText(remark).slice(0, REMARK_LENGTH)}`;
}

/** "time/inside-session", of a remark that was kept. */
export function relationIn(kept: string): string {
  return kept.replace(/[:\s].*$/s, '');
}
