/** Somebody who looks at GitHub now and then and does what comes to mind; nothing is remembered between two looks. */

export interface Actor {
  readonly name: string;
  /** Virtual minutes between two looks. */
  readonly everyMinutes: number;
  /** Looks at the full minute, as others of its kind do: that is what makes a race. */
  readonly isPunctual?: boolean;
  look(): void;
}
