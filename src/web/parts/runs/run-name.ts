import { printable } from '../../../core/printable.ts';
import type { KeptRun } from '../../runs/kept-run.ts';

/** "lab box 3, 2026-11-27 10:12 UTC", on one line and printable whatever was kept. */
export function runName({ sha256, facts }: KeptRun): string {
  if (facts === null) return `unreadable entry ${sha256.slice(0, 8)}`;
  const minute = `${facts.startedAt.slice(0, 10)} ${facts.startedAt.slice(11, 16)} UTC`;
  return printable(`${facts.label ?? facts.adapter}, ${minute}`);
}
