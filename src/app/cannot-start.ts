/** Why the App cannot start here: a sentence for the operator with what to do. */
export class CannotStart extends Error {}
