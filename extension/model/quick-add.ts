/** The last choices of the quick add. It starts with them next time. */
export interface QuickAdd {
  /** Empty to use a name for this browser. */
  readonly remark: string;
  readonly expiry: '8-hours' | '1-day' | '1-week' | 'always';
}
