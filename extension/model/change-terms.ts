/** How a change is to be made, beside what it is. */
export interface ChangeTerms {
  /** That of the list the person looked at: no other list is changed. An addition goes through on any list. */
  readonly revision?: number;
  /** The values that are added are this browser's address, to be offered for replacement when that changes. */
  readonly isOwn?: boolean;
  /** An addition, too, is made to no other list: another may be off, and the addition would turn it on. */
  readonly onlyAsSeen?: boolean;
}
