import { estimateText } from '../analysis/evidence/estimate.ts';
import { printable } from '../core/printable.ts';
import type { Finding } from '../core/record/finding.ts';
import { formatNumber } from '../core/units.ts';
import { CLASSES, DECISIVE } from '../simulate/elasticity.ts';
import type { SimulatedRun } from './run-simulated.ts';

/** What is true of the device, for a reader: elasticities by class and by resource. */
export function truthText({ truth, analysis }: SimulatedRun, deviceName: string): string {
  const head = `Simulated device "${printable(deviceName)}": nothing here was measured on hardware.`;
  if (truth === null) return `${head}\n\nNo product was judged, so there is no truth to compare with.\n`;
  const classes = Object.entries(truth.classes).map(([id, value]) => {
    const resources: readonly string[] = CLASSES[id as keyof typeof CLASSES];
    return `  ${id.padEnd(14)}${number(value)}  (${resources.join(', ')})`;
  });
  const classed: readonly string[] = Object.values(CLASSES).flat();
  const others = Object.entries(truth.resources)
    .filter(([name]) => !classed.includes(name))
    .map(([name, value]) => `  ${name.padEnd(14)}${number(value)}`);
  return [
    head,
    '',
    `Truth: ${truth.regime}`,
    `  Elasticity of the time of ${analysis.verdict.judged}:`,
    `  how far it follows when one thing gets 10 % faster; from ${DECISIVE} on, that is the regime.`,
    ...classes,
    ...others,
    '',
  ].join('\n');
}

/** Claims about real hardware would be idle here. */
const CLAIM = /^C\d/;

/** The verdict and each experiment behind it. */
export function verdictText({ analysis: { verdict, findings } }: SimulatedRun): string {
  const lines = findings
    .filter(({ id }) => !CLAIM.test(id))
    .map(finding => `  ${finding.id.padEnd(20)}${finding.status.padEnd(11)}${valueText(finding)}`);
  return [
    `Verdict: ${verdict.regime}`,
    `  ${verdict.sentence}`,
    `  ${verdict.reason}`,
    '',
    'Findings:',
    ...lines,
    '',
  ].join('\n');
}

function valueText({ value, low, high, unit, reason }: Finding): string {
  if (value === null || low === null || high === null) return reason;
  return `${estimateText({ value, low, high })}${unit === 'ratio' || unit === '' ? '' : ` ${unit}`}`;
}

function number(value: number): string {
  return formatNumber(Math.abs(value) < 0.005 ? 0 : value).padStart(6);
}
