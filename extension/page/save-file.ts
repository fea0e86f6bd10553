import type { SavedFile } from '../model/saved-file.ts';

/** The time after which the file's address is released. By then any browser has begun to read it. */
const KEPT_MS = 60_000;

/** Offers a text as a file to save, as a download link does. */
export function saveFile({ name, type, text }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
