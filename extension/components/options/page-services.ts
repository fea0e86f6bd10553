/** The services that the options page offers to all its parts. */
export interface PageServices {
  /** False if the browser does not allow it. */
  readonly copyText: (text: string) => Promise<boolean>;
  /** Shows what was just done, and tells it to screen readers. */
  readonly say: (text: string) => void;
}
