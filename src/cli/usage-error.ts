/** What a person did wrong on the command line: printed as one sentence on standard error, exit code 2. */

export class UsageError extends Error {}
