/** The status of a shared list, as its object reports it to the directory after each change. */
export interface ListStatus {
  readonly list: string;
  readonly objectId: string;
  /** The version. It rises with each change, so that an older status never replaces a newer one. */
  readonly version: number;
  /** The newest version that KV has accepted. */
  readonly publishedVersion: number;
  readonly count: number;
  /** See `liveUntil`. It is missing before the first entry, and an object of version 0.2.0 does not tell it. */
  readonly liveUntil?: number;
  readonly limit: number;
}
