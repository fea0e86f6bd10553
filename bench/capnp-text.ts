/**
 * Writes Cap'n Proto's text form, as far as a workerd configuration needs it. Texts and lists look like those
 * of JSON.
 */

export function quote(text: string): string {
  return JSON.stringify(text);
}

export function list(items: readonly string[]): string {
  return `[\n        ${items.join(',\n        ')},\n      ]`;
}

/** Returns the modules of a Worker that has only one script. */
export function moduleOf(script: string): string {
  return `modules = [(name = "index.js", esModule = ${quote(script)})]`;
}
