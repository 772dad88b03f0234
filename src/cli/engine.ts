import type { RunInput } from '../app/run.ts';
import type { AdapterFacts, Environment } from '../core/environment.ts';
import type { RunEvent } from '../core/event.ts';
import type { Format } from '../core/format.ts';
import type { HostBaseline } from '../core/host-baseline.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import type { Suite } from '../core/plan.ts';
import type { ProblemGenerator } from '../core/problem.ts';
import type { Remark } from '../core/record/remark.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { ValidationTools } from '../store/validate.ts';
import type { VendorRequest } from './survey/vendor.ts';

/** What the catalogue exports, as far as commands look at it. */
export interface EngineCatalog {
  readonly kernels: ReadonlyMap<string, KernelDescriptor>;
  readonly baselines: ReadonlyMap<string, HostBaseline>;
  readonly formats: ReadonlyMap<string, Format>;
  readonly generators: ReadonlyMap<string, ProblemGenerator>;
  /**
   * Ids of the kernels a glob names.
   * @throws UserError where nothing matches
   */
  matchKernels(glob: string): readonly string[];
}

export type RunRequest = Omit<RunInput, 'platform'>;

export interface BrowserRequest extends Omit<RunRequest, 'files'> {
  /** Path or name of a program; null: Chromium from npm. */
  readonly browser: string | null;
}

/** What the commands need of the rest of the program; tests hand in one that measures nothing. */
export interface Engine {
  readonly catalog: EngineCatalog;
  readonly suites: ReadonlyMap<string, Suite>;
  readonly validation: ValidationTools;
  /** The relations that a file breaks, the worst first. */
  examine(file: ResultFile): Promise<readonly Remark[]>;
  /**
   * Where the wished adapter can only be found by a process with another environment: starts that one and waits.
   * @returns its exit code; null: this process goes on
   */
  relaunch(adapter: string | null): Promise<number | null>;
  /**
   * Events, the result last. Aborting the signal ends it early with what was measured.
   * @throws AdapterError, UserError, InvalidFileError
   */
  runSuite(request: RunRequest): AsyncGenerator<RunEvent>;
  /** The same in the page, opened in a browser of this machine; the result is the page's own file. */
  runInBrowser(request: BrowserRequest): AsyncGenerator<RunEvent>;
  /** @throws AdapterError saying what to install */
  describeDevice(adapter: string | null): Promise<Environment>;
  /** Why the vendor's libraries cannot be measured beside that adapter; null where they probably can. */
  vendorObstacle(adapter: AdapterFacts): Promise<string | null>;
  /** @throws UserError */
  measureVendor(request: VendorRequest): Promise<void>;
}
