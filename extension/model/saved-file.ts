/** A text that a page offers as a file to save. */
export interface SavedFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}
