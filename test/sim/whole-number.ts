/** Figures on the command lines of the long runs. */

/** Throws a sentence when the text is no whole number above 0; `otherwise` stands for a flag that was not given. */
export function wholeNumber(flag: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new Error(`--${flag} takes a whole number above 0, not ${JSON.stringify(text)}.`);
}
