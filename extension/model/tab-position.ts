/** The position to which a person moved the tab on a provider's console. */
export interface TabPosition {
  readonly hidden: boolean;
  readonly side: 'left' | 'right';
  /** The share of the window's height above the tab, from 0 to 1. */
  readonly top: number;
}
