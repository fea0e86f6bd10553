/**
 * A Worker that is only there to be loaded: small classes, patterns and functions, which are all made when its
 * isolate starts. Its time shows how fast a machine loads a Worker, independent of Sendgate and of the packages
 * in its bundle.
 */
export const PARTS = 500;

export const YARDSTICK = `const parts = new Map();
const checks = [];
${Array.from({ length: PARTS }, (_, index) => part(index)).join('')}
const right = checks.filter(({ isRight }) => isRight).length;
export default { fetch: () => new Response('parts: ' + right) };`;

/**
 * Writes one class with its function. Each has a different text, so that none can use the compiled code of
 * another.
 */
function part(index: number): string {
  return `
class Part${index} {
  #limit = ${index + 1};
  constructor(name) {
    this.name = name;
    this.fields = { id: ${index}, label: 'part ' + name, tags: ['a', 'b', name] };
  }
  get limit() { return this.#limit; }
  parse(value) {
    if (typeof value !== 'string') throw new TypeError('part ${index} wants a text');
    const words = value.split(' ').filter((word) => word.length > ${index % 7});
    if (words.length > this.#limit) return undefined;
    return words.map((word) => ({ word, at: value.indexOf(word) }));
  }
  describe() { return this.name + ' has at most ' + this.limit + ' words'; }
}
parts.set('part${index}', new Part${index}('part${index}'));
const pattern${index} = /^part-${index}:(?:[a-z]{1,${1 + (index % 9)}}|[0-9]+)$/;
const check${index} = (text) =>
  pattern${index}.test(text) && parts.get('part${index}').parse(text) !== undefined;
checks.push({ name: 'check${index}', check: check${index}, isRight: check${index}('part-${index}:a') });
`;
}
