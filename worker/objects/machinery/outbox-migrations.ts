/** Both kinds of object have an outbox: how long it lags, and what was published. */
export function keepLag(sql: SqlStorage): void {
  sql.exec(`
    ALTER TABLE outbox ADD COLUMN published_revision INTEGER;
    ALTER TABLE outbox ADD COLUMN unpublished_since INTEGER;
    ALTER TABLE outbox ADD COLUMN late_logged_at INTEGER;
  `);
}
