/** A process that kills itself with SIGKILL at one named call of its ports: no signal can be caught, nothing is flushed. */

/** `store.receive:before`: the call, and on which side of it. */
export type CrashPoint = `${string}:${"before" | "after"}`;

function die(): never {
  process.kill(process.pid, "SIGKILL");
  // The signal is on its way; nothing may run meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error("outlived SIGKILL");
}

/** Where to die; may change while the process lives. Null: nowhere. */
export interface Doom {
  at: string | null;
}

export function passes(doom: Doom, point: CrashPoint): void {
  if (doom.at === point) die();
}

/** The port with its calls doomed. `nameOf` tells calls of one method apart, as an action by its kind. */
export function doomed<T extends object>(
  port: T,
  doom: Doom,
  nameOf: (method: string, args: readonly unknown[]) => string,
): T {
  return new Proxy(port, {
    get(target, method) {
      const value: unknown = Reflect.get(target, method, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const name = nameOf(String(method), args);
        passes(doom, `${name}:before`);
        const result: unknown = Reflect.apply(value, target, args);
        if (!(result instanceof Promise)) return result;
        return result.then((answer: unknown) => {
          passes(doom, `${name}:after`);
          return answer;
        });
      };
    },
  });
}
