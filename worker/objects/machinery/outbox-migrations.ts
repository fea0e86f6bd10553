/** Adds to the outbox, which both kinds of object have, what was published and since when a change waits. */
export function keepLag(sql: SqlStorage): void {
  sql.exec(`
    ALTER TABLE outbox ADD COLUMN published_revision INTEGER;
    ALTER TABLE outbox ADD COLUMN unpublished_since INTEGER;
    ALTER TABLE outbox ADD COLUMN late_logged_at INTEGER;
  `);
}
