/** First schema: inbox, turns, mirror, intents, rests, history. */

/**
 * `turn` invariants: a repository wants a turn while `want > done`; `fence` only grows; `wish` is the earliest instant
 * somebody asked for and not yet served, `floor` the instant before which nothing is served (backoff).
 */
export const first = `
CREATE TABLE inbox (
  seq INTEGER PRIMARY KEY,
  guid TEXT NOT NULL UNIQUE,
  event TEXT NOT NULL,
  action TEXT,
  installation_id INTEGER,
  repository_id INTEGER,
  received_at INTEGER NOT NULL,
  body TEXT,
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'quarantined')),
  why TEXT
) STRICT;
CREATE INDEX inbox_new ON inbox (repository_id, seq) WHERE state = 'new';
CREATE INDEX inbox_age ON inbox (received_at);

CREATE TABLE turn (
  repository_id INTEGER PRIMARY KEY,
  want INTEGER NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0,
  fence INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  lease_until INTEGER NOT NULL DEFAULT 0,
  wish INTEGER,
  since INTEGER,
  floor INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE mirror (
  repository_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (repository_id, kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE repository (
  id INTEGER PRIMARY KEY,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE resync_cursor (
  repository_id INTEGER PRIMARY KEY,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE intent (
  repository_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  issue INTEGER,
  at INTEGER NOT NULL,
  PRIMARY KEY (repository_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE rest (
  installation_id INTEGER PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT;

CREATE TABLE history (
  seq INTEGER PRIMARY KEY,
  repository_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  issue INTEGER,
  because TEXT NOT NULL
) STRICT;
CREATE INDEX history_of ON history (repository_id, seq);
`;
