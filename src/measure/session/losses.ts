import type { Gpu } from '../../gpu/device.ts';
import type { Host } from '../case/bench.ts';

/** What fails because the device is lost may fail some turns of the event loop before the loss itself is told. */
const TURNS = 10;

/** Cases during which the device was lost: they are not run again in that session. */
export class Losses {
  readonly #host: Host;
  readonly #addresses = new Set<string>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Something failed: was it the device that went? @returns what it said, or null where it is still there */
  async messageAfterFailure(loss: Gpu['loss']): Promise<string | null> {
    for (let turn = 0; turn < TURNS && loss.message === null; turn++) await this.#host.breathe();
    return loss.message;
  }

  /** The same after a failure of one case, which is kept in mind if the device went. */
  async noteFailure(loss: Gpu['loss'], address: string): Promise<string | null> {
    const message = await this.messageAfterFailure(loss);
    if (message !== null) this.#addresses.add(address);
    return message;
  }

  has(address: string): boolean {
    return this.#addresses.has(address);
  }
}
