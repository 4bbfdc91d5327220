/**
 * A controller that begins anew when the machine's clock was set back: what it had put off until a time that now lies
 * far ahead (turns, rests of a pace, questions to GitHub) it would else leave alone until that time comes again.
 */
import type { Controller } from "../controller/controller.ts";

export interface AnewOptions {
  readonly open: () => Controller;
  /** The date, ms since 1970; jumps when somebody sets it. */
  readonly now?: () => number;
  /** ms since anything; never jumps. */
  readonly elapsed?: () => number;
  /** Hears by how many ms the clock was set back, before the new beginning. */
  readonly onSetBack: (ms: number) => void;
  /** Hears why the old one could not end or the new one not begin; it is tried again at the next step back only. */
  readonly onTrouble: (error: unknown) => void;
}

const LOOK_EVERY_MS = 1000;
/** Less than this is a clock that is being corrected, which nothing of ours notices. */
const LEAST_STEP_MS = 10_000;

export function openAnew(options: AnewOptions): Controller {
  return new Anew(options);
}

class Anew implements Controller {
  readonly #options: AnewOptions;
  readonly #ahead: () => number;
  #current: Controller;
  #known: number;
  #timer: NodeJS.Timeout | undefined;
  #change: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(options: AnewOptions) {
    const { open, now = Date.now, elapsed = () => performance.now() } = options;
    this.#options = options;
    this.#ahead = () => now() - elapsed();
    this.#known = this.#ahead();
    this.#current = open();
  }

  /** Deliveries are taken all the while: from the first moment on by the new one. */
  readonly receive: Controller["receive"] = (request) => this.#current.receive(request);

  async start(): Promise<void> {
    await this.#current.start();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    await this.#change;
    await this.#current.stop();
  }

  isIdle(): boolean {
    return this.#current.isIdle();
  }

  #look(): void {
    const back = this.#known - this.#ahead();
    this.#known -= back;
    if (back < LEAST_STEP_MS) return;
    this.#options.onSetBack(Math.round(back));
    this.#change = this.#change.then(() => this.#begin()).catch(this.#options.onTrouble);
  }

  async #begin(): Promise<void> {
    if (this.#isStopping) return;
    const old = this.#current;
    const next = this.#options.open();
    this.#current = next;
    await old.stop();
    if (!this.#isStopping) await next.start();
  }
}
