/** Values that wait for the panel's add form, as the context menu or the page of senders found them. */
export interface Draft {
  readonly values: readonly string[];
  readonly remark?: string;
  readonly at: number;
}
