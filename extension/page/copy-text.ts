/** Copies a text. False if the browser does not allow it; the person then copies by hand. */
export async function copyText(text: string): Promise<boolean> {
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
