/** The conditions under which a change is made. */
export interface ChangeTerms {
  /**
   * The revision of the list that the person looked at. If the list has another revision by then, the change is
   * refused. An addition is made to any revision, unless `onlyAsSeen` is set.
   */
  readonly revision?: number;
  /**
   * True if the added values, or the first value of an import, are this browser's own address. The extension offers
   * to replace them when that address changes.
   */
  readonly isOwn?: boolean;
  /**
   * True if an addition, too, must be refused when the revision differs. The list may have been turned off since
   * then, and the addition would turn it on.
   */
  readonly onlyAsSeen?: boolean;
}
