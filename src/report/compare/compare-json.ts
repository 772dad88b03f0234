import type { Cell, Section } from '../../analysis/compare/machines/table.ts';
import type { SidesComparison } from '../../analysis/compare/sides/compare-sides.ts';
import type { RatioOutcome } from '../../analysis/compare/sides/outcome.ts';
import { printableJson } from '../../core/printable.ts';
import { type Comparison, numberOf } from './comparison.ts';
import type { MachineAnswer } from './machine-answers.ts';

/** All numbers in full; machines by their `number`. Times in ns, rates in FLOP/s and B/s. */
export function toCompareJson(comparison: Comparison, programVersion: string): string {
  const { machines, table, sides, notes } = comparison;
  const data = {
    programVersion,
    notes,
    sides: sides && sidesData(sides),
    machines: machines.map(machineData),
    sections: table.sections.map(section => sectionData(comparison, section)),
    apart: table.apart.map(({ machine, ...rest }) => ({ machine: numberOf(comparison, machine), ...rest })),
  };
  return `${printableJson(data, 1)}\n`;
}

function sidesData({ a, b, overall, kernels, cases, unlike }: SidesComparison) {
  const side = ({ machine, runs, deviation }: SidesComparison['a']) => ({
    machine: machine.id,
    runs: runs.map(({ sha256, startedAt }) => ({ sha256, startedAt })),
    betweenRuns: { deviation: deviation.value, source: deviation.source },
  });
  return {
    baseline: side(a),
    compared: side(b),
    /** Time of `compared` ÷ time of `baseline`. */
    overall: outcomeData(overall),
    kernels: kernels.map(
      ({ kernelId, caseCount, otherLaunches, unknownLaunches, isOneOfMany, ...judged }) => ({
        kernel: kernelId,
        cases: caseCount,
        otherLaunches,
        unknownLaunches,
        ...outcomeData(judged),
        decidedAlone: isOneOfMany,
      }),
    ),
    cases: cases.map(({ address, runCounts, sameLaunch, ratio }) => ({
      address,
      runCounts,
      sameLaunch,
      ratio,
    })),
    unlike,
  };
}

function outcomeData({ outcome, ratio }: RatioOutcome) {
  return { outcome, ratio };
}

function machineData({ machine, runs, read, fma, answer, crossovers, claims }: MachineAnswer, index: number) {
  const figure = (of: MachineAnswer['read']) =>
    of && {
      value: of.value,
      low: of.low,
      high: of.high,
      source: of.source,
      runs: of.runs.map(({ sha256 }) => sha256),
    };
  return {
    number: index + 1,
    ...machine,
    runs: runs.map(({ sha256, suite, startedAt, runtimeVersion, standing, origin }) => ({
      sha256,
      suite,
      startedAt,
      runtimeVersion,
      standing,
      origin,
    })),
    read: figure(read),
    fma: figure(fma),
    regime: answer?.regime ?? null,
    headline: answer?.headline ?? null,
    howSure: answer?.certainty.text ?? null,
    model: answer?.model?.subject ?? null,
    tokensPerSecond: answer?.model?.memory ?? null,
    crossovers: crossovers.map(({ pattern, kernelId, rowCount, columnCount, status, crossing }) => ({
      pattern,
      kernel: kernelId,
      rowCount,
      columnCount,
      status,
      density: crossing,
    })),
    claims: claims.map(({ finding: { id, status, value, low, high, unit } }) => ({
      id,
      status,
      value,
      low,
      high,
      unit,
    })),
  };
}

function sectionData(comparison: Comparison, { question, title, machines, rows }: Section) {
  const cell = (of: Cell | null, index: number) =>
    of === null
      ? []
      : [
          {
            machine: numberOf(comparison, machines[index]!),
            run: of.run.sha256,
            time: of.time,
            flopsPerSecond: of.flopsPerSecond,
            bytesPerSecond: of.bytesPerSecond,
            shareOfRoof: of.shareOfRoof,
            launch: of.launch,
          },
        ];
  return {
    title,
    question,
    rows: rows.map(({ kernelId, format, cells }) => ({
      kernel: kernelId,
      format,
      cells: cells.flatMap(cell),
    })),
  };
}
