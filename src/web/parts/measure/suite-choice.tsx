import type { DeviceClass } from '../../../core/environment.ts';
import { formatMemory, formatWait } from '../../../core/units.ts';
import type { SuiteFacts } from '../../engine/engine.ts';
import { matrices, rememberChoice, suiteId, suiteMs } from '../../run-form.ts';

interface SuiteChoiceProps {
  readonly suites: readonly SuiteFacts[];
  readonly deviceClass: DeviceClass;
}

/** The suites, each by the question that it answers; one that needs a matrix is there once one is chosen. */
export function SuiteChoice({ suites, deviceClass }: SuiteChoiceProps) {
  const offered = suites.filter(
    ({ id, needsMatrices }) =>
      needsMatrices === undefined || matrices.value.length > 0 || suiteId.value === id,
  );
  return (
    <fieldset>
      <legend>Ask something else</legend>
      {offered.map(suite => (
        <SuiteOption key={suite.id} suite={suite} deviceClass={deviceClass} />
      ))}
    </fieldset>
  );
}

interface SuiteOptionProps {
  readonly suite: SuiteFacts;
  readonly deviceClass: DeviceClass;
}

function SuiteOption({ suite, deviceClass }: SuiteOptionProps) {
  const bytes = suite.expectedBytes[deviceClass];
  return (
    <label class="suite">
      <input
        type="radio"
        name="suite"
        value={suite.id}
        checked={suiteId.value === suite.id}
        onChange={() => {
          suiteId.value = suite.id;
          rememberChoice();
        }}
      />
      <span class="suite-words">
        <span class="suite-name">{suite.question}</span>
        <span class="suite-cost">
          about {formatWait(suiteMs(suite, deviceClass))}, up to {formatMemory(bytes)}
        </span>
        <span class="suite-description">
          {suite.label}: {suite.description}
        </span>
      </span>
    </label>
  );
}
