/** What the quick add starts from next time. */
export interface QuickAdd {
  /** Empty: a name for this browser. */
  readonly remark: string;
  readonly expiry: '8-hours' | '1-day' | '1-week' | 'always';
}
