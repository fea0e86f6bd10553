/** Postfix's policy delegation requests: lines of name=value, ended by an empty line. */

/** Postfix's own limit is some 2 KiB a line; all its attributes together stay far below this. */
const MAX_REQUEST_BYTES = 64 * 1024;

const LF = 0x0a;
const CR = 0x0d;

/** The attributes that are read; Postfix sends some thirty. */
const WANTED = new Set(['request', 'instance', 'client_address', 'sasl_username', 'sasl_method']);

/**
 * Attributes that are missing or empty are absent; undefined in place of a request that can't be read.
 * @typedef {ReadonlyMap<string, string> | undefined} PolicyRequest
 */

/**
 * The requests in a stream, however it is cut; throws when one grows beyond what Postfix would send.
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
 * Where the first request ends, its empty line included; -1 when it has not ended yet.
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
 * Postfix ends its lines with LF; who tries it by hand may well end them with CR LF.
 * @param {Buffer} bytes
 * @param {number} start
 * @param {number} end Where its LF is.
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
    // Which of two is meant? Postfix never sends both.
    if (value === undefined || attributes.has(name)) return undefined;
    attributes.set(name, value);
  }
  return attributes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Undefined when it is no UTF-8: put right by a decoder, two different logins would become one.
 * @param {Uint8Array} bytes
 */
function decode(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
