/** A binary heap of numbers, each with the key it is sorted by: the smallest key comes out first. */

export interface Heap {
  size(): number;
  /** The smallest key; infinite when empty. */
  firstKey(): number;
  first(): number;
  push(key: number, item: number): void;
  pop(): number;
}

export function openHeap(): Heap {
  const keys: number[] = [];
  const items: number[] = [];
  const swap = (one: number, other: number) => {
    const [key, item] = [keys[one] as number, items[one] as number];
    keys[one] = keys[other] as number;
    items[one] = items[other] as number;
    keys[other] = key;
    items[other] = item;
  };
  const isLess = (one: number, other: number) => (keys[one] as number) < (keys[other] as number);
  const rise = (from: number) => {
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!isLess(at, above)) return;
      swap(at, above);
      at = above;
    }
  };
  const sink = () => {
    for (let at = 0; ; ) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < keys.length && isLess(below, least)) least = below;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    size: () => keys.length,
    firstKey: () => keys[0] ?? Number.POSITIVE_INFINITY,
    first: () => items[0] ?? -1,
    push(key, item) {
      keys.push(key);
      items.push(item);
      rise(keys.length - 1);
    },
    pop() {
      swap(0, keys.length - 1);
      keys.pop();
      const item = items.pop() ?? -1;
      sink();
      return item;
    },
  };
}
