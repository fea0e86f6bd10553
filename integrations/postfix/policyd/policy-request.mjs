/** Reads Postfix's policy delegation requests: lines of name=value, with an empty line at the end. */

/**
 * The longest request. Postfix's own limit is about 2 KiB a line, and all its attributes together are far
 * shorter than this.
 */
const MAX_REQUEST_BYTES = 64 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** The attributes that are read. Postfix sends about thirty. */
const WANTED = new Set(['request', 'instance', 'client_address', 'sasl_username', 'sasl_method']);

/**
 * The attributes of a request. Missing and empty attributes are absent. It is undefined if the request can't be
 * read.
 * @typedef {ReadonlyMap<string, string> | undefined} PolicyRequest
 */

/**
 * Returns the requests in a stream, wherever its chunks begin. Throws if a request is longer than Postfix would
 * send.
 * @param {AsyncIterable<Buffer>} chunks
 * @returns {AsyncGenerator<PolicyRequest, void>}
 */
export async function* policyRequests(chunks) {
  /** @type {Buffer} */
  let pending = Buffer.alloc(0);
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (let end = endOfRequest(pending); end >= 0; end = endOfRequest(pending)) {
      if (end > MAX_REQUEST_BYTES) throw requestTooLong();
      yield parsePolicyRequest(pending.subarray(0, end));
      pending = pending.subarray(end);
    }
    if (pending.length > MAX_REQUEST_BYTES) throw requestTooLong();
  }
}

/**
 * Returns the end of the first request, including its empty line. It is -1 if the request is not complete.
 * @param {Buffer} bytes
 */
function endOfRequest(bytes) {
  for (let start = 0; ; ) {
    const end = bytes.indexOf(LF, start);
    if (end < 0) return -1;
    if (lineIn(bytes, start, end).length === 0) return end + 1;
    start = end + 1;
  }
}

/**
 * Returns a line. Postfix ends its lines with LF, but a person who tests by hand may end them with CR LF.
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end The position of its LF.
 */
function lineIn(bytes, start, end) {
  return bytes.subarray(start, end > start && bytes[end - 1] === CR ? end - 1 : end);
}

function requestTooLong() {
  return new Error(`a request is longer than ${MAX_REQUEST_BYTES} bytes`);
}

/**
 * @param {Buffer} bytes
 * @returns {PolicyRequest}
 */
function parsePolicyRequest(bytes) {
  const attributes = new Map();
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(LF, start);
    const line = lineIn(bytes, start, end);
    if (line.length === 0) continue;
    const equals = line.indexOf('=');
    if (equals < 1) return undefined;
    const name = line.toString('latin1', 0, equals);
    if (!WANTED.has(name) || line.length === equals + 1) continue;
    const value = decode(line.subarray(equals + 1));
    // If an attribute comes twice, nobody knows which one counts. Postfix never sends one twice.
    if (value === undefined || attributes.has(name)) return undefined;
    attributes.set(name, value);
  }
  return attributes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes strict UTF-8, or returns undefined. A decoder that replaces wrong bytes would make one login of two
 * different ones.
 * @param {Uint8Array} bytes
 */
function decode(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
