/** What the doctor found: one thing looked at, well or not, in a sentence that says what to do. */

export interface Finding {
  /** A word or two that name what was looked at. */
  readonly check: string;
  readonly isOk: boolean;
  readonly message: string;
}

export const well = (check: string, message: string): Finding => ({ check, isOk: true, message });
export const wrong = (check: string, message: string): Finding => ({ check, isOk: false, message });
