/**
 * Finds the place where a text stops being JSON (RFC 8259), because JSON.parse names it only for some mistakes.
 * This runs only after JSON.parse has refused a text. It is not recursive, since a body may contain half a
 * million nested arrays.
 */

/** The token that may come next. Instead of the first item or name, the array or object may end. */
type Wanted = 'value' | 'first-item' | 'first-name' | 'name' | 'colon' | 'comma' | 'end';

const BLANK = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** The beginning of a literal that could still be completed. */
const BEGUN =
  /t(?:r(?:ue?)?)?|f(?:a(?:l(?:se?)?)?)?|n(?:u(?:ll?)?)?|-?(?:0|[1-9]\d*)(?:\.\d*)?(?:(?<=\d)[eE][+-]?)?|-/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const BEGUN_ESCAPE = /\\(?:u[0-9a-fA-F]{0,3})?/y;
/** Characters of a string that need no escape. One expression for a whole long string could need too much stack. */
const PLAIN = /[ !#-[\]-\uffff]*/y;

/**
 * Returns the index of the first wrong character. It is the length of the text if the text ends too early, and
 * undefined if the text is JSON.
 */
export function findJsonFault(text: string): number | undefined {
  return new JsonScan(text).findFault();
}

class JsonScan {
  readonly #text: string;
  /** The closing signs of the arrays and objects that are open. */
  readonly #ends: string[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  findFault(): number | undefined {
    let wanted: Wanted = 'value';
    for (;;) {
      this.#skip(BLANK);
      if (this.#at >= this.#text.length) return wanted === 'end' ? undefined : this.#text.length;
      const next = this.#read(wanted, this.#text.charAt(this.#at));
      if (next === undefined) return this.#at;
      wanted = next;
    }
  }

  /** Reads the next token. It is undefined if the text is wrong at this place. */
  #read(wanted: Wanted, sign: string): Wanted | undefined {
    switch (wanted) {
      case 'end':
        return undefined;
      case 'comma':
        return sign === ',' ? this.#take(this.#inObject ? 'name' : 'value') : this.#close(sign);
      case 'colon':
        return sign === ':' ? this.#take('value') : undefined;
      case 'first-name':
      case 'name':
        if (sign === '"') return this.#readString() ? 'colon' : undefined;
        return wanted === 'first-name' ? this.#close(sign) : undefined;
      case 'first-item':
        return sign === ']' ? this.#close(sign) : this.#readValue(sign);
      case 'value':
        return this.#readValue(sign);
    }
  }

  get #inObject(): boolean {
    return this.#ends.at(-1) === '}';
  }

  #take(wanted: Wanted): Wanted {
    this.#at++;
    return wanted;
  }

  #close(sign: string): Wanted | undefined {
    if (sign !== this.#ends.at(-1)) return undefined;
    this.#ends.pop();
    return this.#take(this.#afterValue);
  }

  get #afterValue(): Wanted {
    return this.#ends.length === 0 ? 'end' : 'comma';
  }

  #readValue(sign: string): Wanted | undefined {
    if (sign === '{' || sign === '[') {
      this.#ends.push(sign === '{' ? '}' : ']');
      return this.#take(sign === '{' ? 'first-name' : 'first-item');
    }
    if (sign === '"') return this.#readString() ? this.#afterValue : undefined;
    return this.#readLiteral() ? this.#afterValue : undefined;
  }

  #readLiteral(): boolean {
    const start = this.#at;
    const whole = this.#skip(LITERAL);
    const end = this.#at;
    this.#at = start;
    // For example 1.5e: here 1.5 alone would be a whole number.
    const isBroken = this.#skip(BEGUN) && this.#at > end;
    if (!isBroken) this.#at = end;
    return whole && !isBroken;
  }

  #readString(): boolean {
    this.#at++;
    for (;;) {
      this.#skip(PLAIN);
      const sign = this.#text.charAt(this.#at);
      if (sign === '"') {
        this.#at++;
        return true;
      }
      if (!this.#skip(ESCAPE)) {
        this.#skip(BEGUN_ESCAPE);
        return false;
      }
    }
  }

  /** Moves past a match of the pattern. Returns whether there was one. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text) || pattern.lastIndex === this.#at) return false;
    this.#at = pattern.lastIndex;
    return true;
  }
}
