/** Reads a body nobody has vouched for yet: no larger, no slower, and with no more of them in memory than we can bear. */
import type { Clock } from "../ports/clock.ts";

export interface BodyLimits {
  readonly clock: Clock;
  /** Bytes; GitHub sends 25 MiB at most. */
  readonly limitBytes?: number;
  /** Bytes of all bodies together that are on their way in. */
  readonly heldBytes?: number;
  /** ms for the whole body; GitHub waits 10 s for the answer. */
  readonly deadlineMs?: number;
}

export type Body = AsyncIterable<Uint8Array> | Uint8Array;

export interface BodyRefusal {
  readonly status: 400 | 408 | 413 | 503;
  readonly message: string;
}

/** `length`: what the headers say, NaN when they do not; more than that never counts, less than the truth does not help. */
export type ReadBody = (body: Body, length: number) => Promise<Buffer | BodyRefusal>;

const MAX_BYTES = 25 * 1024 * 1024;
/** A delivery is some 14 KiB: this is thousands of them, or two of the largest. */
const MAX_HELD = 64 * 1024 * 1024;
const DEADLINE_MS = 8000;

export function openBodyReader(options: BodyLimits): ReadBody {
  const { clock, limitBytes = MAX_BYTES, heldBytes = MAX_HELD, deadlineMs = DEADLINE_MS } = options;
  const tooLarge: BodyRefusal = { status: 413, message: `The body is larger than ${limitBytes} bytes.` };
  let held = 0;

  /** Stops reading at the limit: what a stranger sends beyond it is never held in memory. */
  async function collect(body: AsyncIterable<Uint8Array>, isLate: () => boolean): Promise<Buffer | BodyRefusal> {
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const part of body) {
        size += part.byteLength;
        held += part.byteLength;
        if (size > limitBytes) return tooLarge;
        if (held > heldBytes) return { status: 503, message: "Too much is on its way at once: please deliver again." };
        if (isLate()) return late;
        parts.push(part);
      }
      return Buffer.concat(parts, size);
    } catch {
      return { status: 400, message: "The body broke off." };
    } finally {
      held -= size;
    }
  }

  return async (body, length) => {
    if (length > limitBytes) return tooLarge;
    if (body instanceof Uint8Array) return body.byteLength > limitBytes ? tooLarge : Buffer.from(body);
    const over = new AbortController();
    const deadline = clock
      .sleep(deadlineMs, over.signal)
      .catch(() => undefined)
      .then(() => late);
    try {
      return await Promise.race([collect(body, () => over.signal.aborted), deadline]);
    } finally {
      over.abort();
    }
  };
}

const late: BodyRefusal = { status: 408, message: "The body did not arrive in time." };
