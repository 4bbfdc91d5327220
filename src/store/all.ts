/** Every kind of store. A new one is one file and one line here; it has to pass the conformance suite in `test/store`. */
import { sqlite } from "./sqlite.ts";
import type { StoreKind } from "./store-kind.ts";

export const stores: readonly StoreKind[] = [sqlite];
