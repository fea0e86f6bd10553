/** What the page does for whatever part of it. */
export interface PageServices {
  /** False where the browser does not let it. */
  readonly copyText: (text: string) => Promise<boolean>;
  /** Shows and tells what was just done. */
  readonly say: (text: string) => void;
}
