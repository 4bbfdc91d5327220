/** What was announced, so that it is announced once, and what is still to be told to which address. */
export const outgoing = `
CREATE TABLE announced (
  repository_id INTEGER NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (repository_id, id)
) WITHOUT ROWID;
CREATE TABLE outgoing (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  body TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL
);
CREATE INDEX outgoing_due ON outgoing (url, tries, seq);
`;
