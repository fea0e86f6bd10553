/**
 * Values for the panel's add form, or texts that hold some. They come from the context menu or from the page of
 * senders.
 */
export interface Draft {
  readonly values: readonly string[];
  readonly remark?: string;
  readonly at: number;
}
