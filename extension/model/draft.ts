/** Values, or a text that holds some, for the panel's add form: from the context menu or the page of senders. */
export interface Draft {
  readonly values: readonly string[];
  readonly remark?: string;
  readonly at: number;
}
