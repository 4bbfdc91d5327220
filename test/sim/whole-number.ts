/** Figures on the command lines of the long runs. */
import { InvalidArgumentError } from "commander";

/** Throws a sentence when the text is no whole number above 0. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError("Expected a whole number above 0, of at most nine digits.");
}
