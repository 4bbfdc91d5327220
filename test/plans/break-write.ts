/** Breaks off one write of those that reach the local GitHub, by its number. */
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

function isWrite(request: string): boolean {
  if (!/^(?:POST|PATCH|DELETE|PUT) /.test(request)) return false;
  return !/^POST \/graphql/.test(request) || /\bmutation\b/.test(request);
}

export interface BrokenWrite {
  /** Writes seen until it was struck; all of them where it never was. */
  writes: number;
  isStruck: boolean;
}

/** `at` counts from one; with 0 none is struck. */
export function breakWrite(
  sandbox: Sandbox,
  at: number,
  kind: "reset-before-write" | "reset-after-write",
): BrokenWrite {
  const broken: BrokenWrite = { writes: 0, isStruck: false };
  const match = (request: string) => {
    if (!isWrite(request) || broken.isStruck) return false;
    broken.writes += 1;
    broken.isStruck = broken.writes === at;
    return broken.isStruck;
  };
  sandbox.faults.next({ kind, match });
  return broken;
}
