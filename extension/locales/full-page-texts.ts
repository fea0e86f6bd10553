/**
 * The texts that only the full pages show. They are in a file of their own, since the popup waits for each byte of its
 * texts.
 */
type Texts = Readonly<Record<string, unknown>>;

/** The groups of these texts. A text that a smaller page shows is in another group. */
export const FULL_PAGE_GROUPS: readonly string[] = [
  'addressTest',
  'figures',
  'included',
  'invitation',
  'leak',
  'list',
  'purpose',
  'secret',
  'sharedLists',
  'value',
  'webhooks',
];

/** Parts the texts of a language. In a key, an underscore stands after the name of the group. */
export function partTexts(texts: Texts): { readonly everywhere: Texts; readonly full: Texts } {
  const isFull = (key: string) => FULL_PAGE_GROUPS.includes(key.split('_')[0] ?? '');
  const part = (isWanted: (key: string) => boolean) =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => isWanted(key)));
  return { everywhere: part((key) => !isFull(key)), full: part(isFull) };
}
