import type { SavedFile } from '../model/saved-file.ts';

/** Long enough for any browser to have begun reading it. */
const KEPT_MS = 60_000;

/** Offers a text as a file to keep, as a link to it would. */
export function saveFile({ name, type, text }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
