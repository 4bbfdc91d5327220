// Rate limits per installation or user: the primary budgets, content creation, and announced cooldowns.
import type { LimitShape } from "./faults.ts";
import type { World } from "./world.ts";

export interface LimitSettings {
  /** REST requests per hour. */
  corePerHour: number;
  /** GraphQL points per hour. */
  graphqlPerHour: number;
  contentPerMinute: number;
  contentPerHour: number;
}

/** GitHub's published figures; those of content creation are approximate there. */
const publishedLimits: LimitSettings = {
  corePerHour: 5_000,
  graphqlPerHour: 5_000,
  contentPerMinute: 80,
  contentPerHour: 500,
};

export type Resource = "core" | "graphql";

/** A refusal for reasons of pace. */
export interface Refusal {
  status: number;
  message: string;
  headers: Record<string, string>;
  /** GraphQL's error type when the refusal comes as a 200. */
  type: string | null;
}

interface Budget {
  used: number;
  resetAt: number;
}

interface Bucket {
  budgets: Record<Resource, Budget>;
  contentAt: number[];
  cooldown: { until: number; announcedAt: number; isKnown: boolean; refusal: Refusal } | null;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

const wordings = {
  "secondary rate limit": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  "abuse detection": "You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.",
};

export class Limits {
  readonly #world: World;
  readonly #settings: LimitSettings;
  readonly #buckets = new Map<string, Bucket>();

  constructor(world: World, settings: Partial<LimitSettings> | undefined) {
    this.#world = world;
    this.#settings = { ...publishedLimits, ...settings };
  }

  #bucket(key: string): Bucket {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      const fresh = (): Budget => ({ used: 0, resetAt: this.#world.clock.now() + HOUR });
      bucket = { budgets: { core: fresh(), graphql: fresh() }, contentAt: [], cooldown: null };
      this.#buckets.set(key, bucket);
    }
    return bucket;
  }

  #budget(key: string, resource: Resource): Budget {
    const budget = this.#bucket(key).budgets[resource];
    if (this.#world.clock.now() >= budget.resetAt) {
      budget.used = 0;
      budget.resetAt = this.#world.clock.now() + HOUR;
    }
    return budget;
  }

  limitOf(resource: Resource): number {
    return resource === "core" ? this.#settings.corePerHour : this.#settings.graphqlPerHour;
  }

  /** The five `x-ratelimit` headers. */
  headers(key: string, resource: Resource): Record<string, string> {
    const budget = this.#budget(key, resource);
    const limit = this.limitOf(resource);
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(Math.max(0, limit - budget.used)),
      "x-ratelimit-used": String(Math.min(limit, budget.used)),
      "x-ratelimit-reset": String(Math.ceil(budget.resetAt / 1_000)),
      "x-ratelimit-resource": resource,
    };
  }

  status(
    key: string,
    resource: Resource,
  ): { limit: number; used: number; remaining: number; reset: number; resource: string } {
    const budget = this.#budget(key, resource);
    const limit = this.limitOf(resource);
    const used = Math.min(limit, budget.used);
    return { limit, used, remaining: limit - used, reset: Math.ceil(budget.resetAt / 1_000), resource };
  }

  /** Refuses inside an announced cooldown; the caller records the violation when `isKnown`. */
  cooldown(key: string): { refusal: Refusal; isKnown: boolean } | null {
    const bucket = this.#bucket(key);
    const now = this.#world.clock.now();
    if (bucket.cooldown === null || now >= bucket.cooldown.until) return null;
    const isKnown = bucket.cooldown.isKnown || now > bucket.cooldown.announcedAt;
    return { refusal: bucket.cooldown.refusal, isKnown };
  }

  /** Spends from the primary budget, and from content creation; a refusal when there is nothing left. */
  spend(key: string, resource: Resource, cost: number, isContent: boolean): Refusal | null {
    const budget = this.#budget(key, resource);
    if (budget.used + cost > this.limitOf(resource)) return this.#primary(key, resource);
    budget.used += cost;
    return isContent ? this.#spendContent(key) : null;
  }

  /** Takes a conditional request that was answered 304 back out of the primary budget. */
  refund(key: string, resource: Resource): void {
    const budget = this.#budget(key, resource);
    budget.used = Math.max(0, budget.used - 1);
  }

  #spendContent(key: string): Refusal | null {
    const bucket = this.#bucket(key);
    const now = this.#world.clock.now();
    bucket.contentAt = bucket.contentAt.filter((at) => at > now - HOUR);
    const lastMinute = bucket.contentAt.filter((at) => at > now - MINUTE).length;
    if (lastMinute >= this.#settings.contentPerMinute || bucket.contentAt.length >= this.#settings.contentPerHour) {
      return this.announceSecondary(key, { status: 403, retryAfter: 60 });
    }
    bucket.contentAt.push(now);
    return null;
  }

  /** Empties the primary budget and refuses. */
  exhaust(key: string, resource: Resource, shape: LimitShape): Refusal {
    this.#budget(key, resource).used = this.limitOf(resource);
    return this.#primary(key, resource, shape.status);
  }

  #primary(key: string, resource: Resource, status?: number): Refusal {
    const inGraphql = resource === "graphql";
    return {
      status: inGraphql ? 200 : status === 429 ? 429 : 403,
      message: `API rate limit ${inGraphql ? "already " : ""}exceeded for ${key}.`,
      headers: this.headers(key, resource),
      type: inGraphql ? "RATE_LIMIT" : null,
    };
  }

  /** Announces a secondary limit: until it ends, each further request of this key is refused and is a violation. */
  announceSecondary(key: string, shape: LimitShape): Refusal {
    const now = this.#world.clock.now();
    const seconds = shape.retryAfter ?? null;
    const refusal: Refusal = {
      status: shape.status ?? 403,
      message: wordings[shape.wording ?? "secondary rate limit"],
      headers: seconds === null ? {} : { "retry-after": String(seconds) },
      type: shape.status === 200 ? "RATE_LIMITED" : null,
    };
    const cooldown = { until: now + (seconds ?? 60) * 1_000, announcedAt: now, isKnown: false, refusal };
    this.#bucket(key).cooldown = cooldown;
    this.#world.whenHeard(() => {
      cooldown.isKnown = true;
    });
    return refusal;
  }
}
