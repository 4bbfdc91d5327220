/** Every schema change in order; a migration once released is never edited, only followed. */
import { first } from "./0001-first.ts";
import { putAside } from "./0002-put-aside.ts";
import { outgoing } from "./0003-outgoing.ts";

/** Position + 1 is the schema version kept in `user_version`. */
export const migrations: readonly string[] = [first, putAside, outgoing];
