import { vendorRatios } from '../../analysis/compare/vendor-ratios.ts';
import { sweptCrossovers } from '../../analysis/crossover/swept.ts';
import { adapterName, type Environment } from '../../core/environment.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { formatWait } from '../../core/units.ts';
import { topCrossovers } from './highlights.ts';
import {
  ceilingRemark,
  ceilingText,
  crossoverSubject,
  crossoverText,
  endingText,
  type Fact,
} from './overview.ts';
import { type SideBySide, sidesBySide } from './side-by-side.ts';

/** A survey, over or under way, as its summary shows it. */
export interface Survey {
  readonly environment: Environment;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly tookMs: number;
  readonly programVersion: string;
  readonly steps: readonly SurveyStep[];
}

export interface SurveyStep {
  /** Of the suite; "doctor", "vendor". */
  readonly id: string;
  readonly state: 'done' | 'earlier' | 'skipped' | 'failed' | 'waiting';
  /** "complete in 58 s, 52 of 53 cases measured". */
  readonly outcome: string;
  readonly result: SurveyResult | null;
}

export interface SurveyResult {
  readonly file: JudgedFile;
  /** Of the result file, in the folder of the summary. */
  readonly name: string;
}

/** What every summary says, before it chooses a layout. */
export interface SurveySummary {
  readonly title: string;
  readonly subtitle: string;
  /** Of the suite that goes furthest into the question; null where none was measured. */
  readonly answer: JudgedFile | null;
  readonly ceilings: SummaryPart;
  readonly crossovers: SummaryPart;
  /** The run of decode steps. */
  readonly decode: JudgedFile | null;
  readonly vendor: SideBySide | null;
}

export interface SummaryPart {
  /** The suite that it was measured in; empty where there is none. */
  readonly from: string;
  readonly facts: readonly Fact[];
}

/** Which suite is asked first, for each thing that several measure. */
const ANSWERING = ['batch1', 'quick', 'decode', 'density', 'ceilings', 'smoke'];
const MEASURING_CEILINGS = ['ceilings', 'batch1', 'quick', 'density', 'decode', 'smoke'];
const CROSSING = ['density', 'quick', 'batch1', 'smoke'];
const DECODING = ['decode'];
const VENDOR = 'vendor';

export function surveySummary(survey: Survey): SurveySummary {
  const { steps, environment } = survey;
  const files = steps.flatMap(({ result }) => (result === null ? [] : [result.file]));
  const first = (order: readonly string[], has: (file: JudgedFile) => boolean): JudgedFile | null =>
    order.flatMap(suite => files.filter(({ session }) => session.suite === suite)).find(has) ?? null;
  const ceilings = first(MEASURING_CEILINGS, file => file.ceilings.length > 0);
  const crossovers =
    first(CROSSING, file => file.crossovers.some(({ status }) => status === 'crosses')) ??
    first(CROSSING, file => sweptCrossovers(file.crossovers).length > 0);
  return {
    title: `Ridgepoint survey: ${adapterName(environment.adapter)}`,
    subtitle: subtitleOf(survey),
    answer: first(ANSWERING, file => file.records.some(({ status }) => status === 'ok')),
    ceilings: {
      from: ceilings?.session.suite ?? '',
      facts: (ceilings?.ceilings ?? []).map(ceiling => {
        const remark = ceilingRemark(ceiling);
        return { label: ceiling.id, text: `${ceilingText(ceiling)}${remark && `, ${remark}`}` };
      }),
    },
    crossovers: {
      from: crossovers?.session.suite ?? '',
      facts: topCrossovers(crossovers?.crossovers ?? []).map(series => ({
        label: crossoverSubject(series),
        text: crossoverText(series),
      })),
    },
    decode: first(DECODING, ({ findings }) =>
      findings.some(({ id, value }) => id.startsWith('D/') && value !== null),
    ),
    vendor: besideVendor(files),
  };
}

/** What came of a run: "complete in 58 s, 52 of 53 cases measured". */
export function outcomeText(file: ResultFile): string {
  const count = (wanted: string) => file.records.filter(({ status }) => status === wanted).length;
  const failed = count('failed');
  return [
    endingText(file),
    `${count('ok')} of ${file.records.length} cases measured`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
  ].join(', ');
}

function subtitleOf({ environment, startedAt, tookMs, programVersion, steps }: Survey): string {
  const measured = steps.filter(({ state }) => state === 'done' || state === 'earlier').length;
  return [
    ...(environment.label === null ? [] : [environment.label]),
    environment.adapter.class,
    `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`,
    `${measured} of ${steps.length} steps in ${formatWait(tookMs)}`,
    `Ridgepoint ${programVersion}`,
  ].join(' · ');
}

/** The vendor's libraries beside the run of ours that shares most with them. */
function besideVendor(files: readonly JudgedFile[]): SideBySide | null {
  const vendor = files.find(({ session }) => session.suite === VENDOR);
  if (vendor === undefined) return null;
  const shared = (file: ResultFile) => vendorRatios(file.records, vendor.records).length;
  const ours = files
    .filter(file => file !== vendor && shared(file) > 0)
    .sort((a, b) => shared(b) - shared(a))[0];
  return ours === undefined ? null : (sidesBySide([ours, vendor]).at(-1) ?? null);
}
