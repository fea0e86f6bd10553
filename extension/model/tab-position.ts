/** Where a person has put the tab on a provider's console. */
export interface TabPosition {
  readonly hidden: boolean;
  readonly side: 'left' | 'right';
  /** Of the window's height, 0 to 1. */
  readonly top: number;
}
