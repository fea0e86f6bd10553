/** What came of a synchronisation. */
export type SynchronisationEnd =
  | 'changed'
  | 'unchanged'
  | 'failed'
  /** The Worker refuses the token, or gives it no copies. There are no copies any more. */
  | 'bad-token'
  | 'no-right'
  | 'stopped';
