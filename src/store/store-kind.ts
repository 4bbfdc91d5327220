/** What a kind of store is: which places are its own, and how the store there is opened. */
import type { Store } from "../ports/store.ts";

export interface StoreKind {
  readonly name: string;
  /** What STORE_PATH holds for it, as the end of a sentence: "a file …". */
  readonly place: string;
  /** Whether a STORE_PATH is its own; the first kind that takes one opens it. */
  takes(place: string): boolean;
  /** Makes what is missing there. Throws, with what to do, when the place cannot be had or is in use. */
  open(place: string): Store | Promise<Store>;
}
