/** An entry that this browser added for its own address. */
export interface OwnEntry {
  readonly id: string;
  readonly value: string;
  readonly addedAt: number;
}
