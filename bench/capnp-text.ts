/** Cap'n Proto's text form, as far as a configuration of workerd needs it: texts and lists look like JSON's. */

export function quote(text: string): string {
  return JSON.stringify(text);
}

export function list(items: readonly string[]): string {
  return `[\n        ${items.join(',\n        ')},\n      ]`;
}

/** The modules of a Worker that is one script. */
export function moduleOf(script: string): string {
  return `modules = [(name = "index.js", esModule = ${quote(script)})]`;
}
