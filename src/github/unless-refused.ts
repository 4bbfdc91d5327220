/** Tells a definite no that means "it was already so" from one that does not. */
import { type Performed, Refused } from "../ports/github.ts";

export const isRefused = (error: unknown, status: number): error is Refused =>
  error instanceof Refused && error.status === status;

/** Waits for a request; a refusal of this status and wording means it was already so. */
export async function unlessRefused(status: number, words: RegExp, request: Promise<unknown>): Promise<Performed> {
  try {
    await request;
  } catch (error) {
    if (!isRefused(error, status) || !words.test(error.message)) throw error;
  }
  return {};
}
