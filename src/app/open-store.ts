/** The store at STORE_PATH, of whatever kind. */
import type { Store } from "../ports/store.ts";
import { stores } from "../store/all.ts";
import type { StoreKind } from "../store/store-kind.ts";
import { unwellOr } from "../store/unwell.ts";
import { CannotStart } from "./cannot-start.ts";

/** The place as a sentence may show it: an address of a database often holds its password. */
function shown(place: string): string {
  return place.replace(/:\/\/.{0,1000}@/, "://[secret]@");
}

/** Who keeps a store at this place. Throws `CannotStart` when no kind does. */
export function storeKindAt(place: string, kinds: readonly StoreKind[] = stores): StoreKind {
  const kind = kinds.find((one) => one.takes(place));
  if (kind !== undefined) return kind;
  const known = kinds.map((one) => one.place).join(", or ");
  throw new CannotStart(`No store of ours can be at ${shown(place)}: STORE_PATH holds ${known}.`);
}

/** Throws `CannotStart` when the store cannot be had. */
export async function openStore(place: string): Promise<Store> {
  const kind = storeKindAt(place);
  try {
    return await kind.open(place);
  } catch (error) {
    const known = unwellOr(error);
    const why = (known instanceof Error ? known.message : String(known)).replace(/\.$/, "");
    if (/^The store /.test(why)) throw new CannotStart(`${why}.`, { cause: error });
    throw new CannotStart(`The store ${shown(place)} cannot be opened: ${why}. Or give STORE_PATH ${kind.place}.`, {
      cause: error,
    });
  }
}
