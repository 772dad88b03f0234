import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { answerOf, hasAnswer } from '../../../answer/answer.ts';
import type { AnswerInput } from '../../../answer/input.ts';
import type { ModelChoice } from '../../../answer/model-size.ts';
import { clockWarnings, warningsOf } from '../../../core/environment.ts';
import { withTexts } from '../../../core/printable.ts';
import { keepUnits } from '../../../core/units.ts';
import { AnswerCard } from '../../../report/html/answer-card.tsx';
import { headline } from '../../../report/rows/overview.ts';
import { modelPart } from '../../link/link.ts';
import { modelChoice, modelText } from '../../link/model-choice.ts';
import type { Session } from '../../session.ts';
import type { Shown } from '../../state.ts';
import { CardActions } from './card-actions.tsx';

interface AnswerBlockProps {
  readonly shown: Shown;
  readonly session: Session;
}

/** Into the address. */
function chooseModel(choice: ModelChoice): void {
  modelPart.value = modelText(choice);
}

/** The answer, and what can be done with it. */
export function AnswerBlock({ shown, session }: AnswerBlockProps) {
  const { file, measured, environment } = shown;
  const choice = useComputed(() => modelChoice(modelPart.value)).value;
  const input = useMemo<AnswerInput>(
    () => file ?? { ...measured, environment },
    [file, measured, environment],
  );
  const answer = useMemo(
    () => (hasAnswer(input) ? withTexts(answerOf(input, choice), keepUnits) : null),
    [input, choice],
  );
  // The card warns of an adapter that is no GPU itself.
  const warnings = answer ? clockWarnings(environment.clock) : warningsOf(environment);
  return (
    <div class="answer-block">
      {warnings.map(warning => (
        <p key={warning} class="amber">
          {warning}
        </p>
      ))}
      {answer ? (
        <AnswerCard answer={answer} model={{ choice, onChange: chooseModel }} isTitle />
      ) : (
        <h1>{file ? headline(file) : 'Cases measured one by one'}</h1>
      )}
      <CardActions shown={shown} session={session} />
    </div>
  );
}
