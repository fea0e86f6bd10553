/** Reads Postfix's policy delegation requests: lines of name=value, with an empty line at the end. */

/**
 * The longest request. Postfix's own limit is about 2 KiB a line, and all its attributes together are far
 * shorter than this.
 */
const MAX_REQUEST_BYTES = 64 * 1024;

const CR = 0x0d;

/** The attributes that are read, of about thirty that Postfix sends. Missing and empty ones are undefined. */
export interface PolicyRequest {
  request: string | undefined;
  instance: string | undefined;
  client_address: string | undefined;
  sasl_username: string | undefined;
  sasl_method: string | undefined;
}

/**
 * Reads the requests of one connection, each byte once, wherever the chunks begin. The text has one character a
 * byte. Only the values that are wanted are decoded, since the others may hold any bytes.
 */
export class PolicyReader {
  #text = '';
  /** Where the next line begins, and where its end was not found yet. */
  #at = 0;
  #searched = 0;
  /** The bytes of the request so far. */
  #length = 0;
  #request = noAttributes();
  #isReadable = true;

  push(chunk: Buffer): void {
    const text = chunk.toString('latin1');
    const rest = this.#text.length - this.#at;
    this.#searched = rest;
    this.#text = rest === 0 ? text : this.#text.slice(this.#at) + text;
    this.#at = 0;
  }

  /**
   * Returns the next request, `unreadable` for one that can't be read, and undefined until more has come. Throws
   * if a request is longer than Postfix would send.
   */
  next(): PolicyRequest | 'unreadable' | undefined {
    const text = this.#text;
    for (;;) {
      const end = text.indexOf('\n', Math.max(this.#at, this.#searched));
      if (end < 0) {
        this.#searched = text.length;
        if (this.#length + text.length - this.#at > MAX_REQUEST_BYTES) throw requestTooLong();
        return undefined;
      }
      const begin = this.#at;
      this.#at = end + 1;
      this.#length += this.#at - begin;
      // Postfix ends its lines with LF, but a person who tests by hand may end them with CR LF.
      const lineEnd = end > begin && text.charCodeAt(end - 1) === CR ? end - 1 : end;
      if (lineEnd === begin) return this.#finish();
      if (this.#isReadable) this.#isReadable = takeLine(this.#request, text, begin, lineEnd);
    }
  }

  #finish(): PolicyRequest | 'unreadable' {
    if (this.#length > MAX_REQUEST_BYTES) throw requestTooLong();
    const request = this.#isReadable ? this.#request : 'unreadable';
    this.#length = 0;
    this.#request = noAttributes();
    this.#isReadable = true;
    return request;
  }
}

function noAttributes(): PolicyRequest {
  return {
    request: undefined,
    instance: undefined,
    client_address: undefined,
    sasl_username: undefined,
    sasl_method: undefined,
  };
}

function requestTooLong(): Error {
  return new Error(`a request is longer than ${MAX_REQUEST_BYTES} bytes`);
}

/** Takes a line. It is false if the line makes its request unreadable. */
function takeLine(request: PolicyRequest, text: string, begin: number, end: number): boolean {
  const equals = text.indexOf('=', begin);
  if (equals <= begin || equals >= end) return false;
  const name = findWanted(text, begin, equals - begin);
  if (name === undefined || equals + 1 === end) return true;
  // If an attribute comes twice, nobody knows which one counts. Postfix never sends one twice.
  if (request[name] !== undefined) return false;
  const value = decode(text.slice(equals + 1, end));
  request[name] = value;
  return value !== undefined;
}

/** Finds the attribute by the length of its name first, because most lines are of no interest. */
function findWanted(text: string, begin: number, length: number): keyof PolicyRequest | undefined {
  switch (length) {
    case 7:
      return text.startsWith('request', begin) ? 'request' : undefined;
    case 8:
      return text.startsWith('instance', begin) ? 'instance' : undefined;
    case 11:
      return text.startsWith('sasl_method', begin) ? 'sasl_method' : undefined;
    case 13:
      return text.startsWith('sasl_username', begin) ? 'sasl_username' : undefined;
    case 14:
      return text.startsWith('client_address', begin) ? 'client_address' : undefined;
    default:
      return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BEYOND_ASCII = /[\x80-\xff]/;

/**
 * Decodes strict UTF-8, or returns undefined. A decoder that replaces wrong bytes would make one login of two
 * different ones.
 */
function decode(bytes: string): string | undefined {
  // A part of a text keeps all of the text in memory, and logins are remembered for long. So this makes a text of
  // its own.
  if (!BEYOND_ASCII.test(bytes)) return ` ${bytes}`.slice(1);
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return undefined;
  }
}
