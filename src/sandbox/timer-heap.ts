// A binary heap of timers, earliest first, first come first served within one instant.

export interface Timer {
  at: number;
  sequence: number;
  cancelled: boolean;
  fire(): void;
}

const isBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.sequence < b.sequence);

function swap(heap: Timer[], i: number, j: number): void {
  const a = heap[i] as Timer;
  heap[i] = heap[j] as Timer;
  heap[j] = a;
}

/** Adds a timer in O(log n). */
export function pushTimer(heap: Timer[], timer: Timer): void {
  heap.push(timer);
  let at = heap.length - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(heap[at] as Timer, heap[above] as Timer)) return;
    swap(heap, at, above);
    at = above;
  }
}

/** Takes the earliest live timer not later than `until`, or nothing. */
export function popTimer(heap: Timer[], until: number): Timer | undefined {
  for (;;) {
    const first = heap[0];
    if (first === undefined || (first.at > until && !first.cancelled)) return undefined;
    removeFirst(heap);
    if (!first.cancelled) return first;
  }
}

function removeFirst(heap: Timer[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  let at = 0;
  for (;;) {
    let least = at;
    for (const below of [2 * at + 1, 2 * at + 2]) {
      if (below < heap.length && isBefore(heap[below] as Timer, heap[least] as Timer)) least = below;
    }
    if (least === at) return;
    swap(heap, at, least);
    at = least;
  }
}
