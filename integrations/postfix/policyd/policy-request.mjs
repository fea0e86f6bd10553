/** Postfix's policy delegation requests: lines of name=value, ended by an empty line. */

/** Postfix's own limit is some 2 KiB a line; all its attributes together stay far below this. */
const MAX_REQUEST_BYTES = 64 * 1024;

/** The attributes that are read; Postfix sends some thirty. */
const WANTED = new Set(['request', 'instance', 'client_address', 'sasl_username']);

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
  if (bytes[0] === 0x0a) return 1;
  const at = bytes.indexOf('\n\n');
  return at < 0 ? -1 : at + 2;
}

function requestTooLong() {
  return new Error(`a request is longer than ${MAX_REQUEST_BYTES} bytes`);
}

/**
 * @param {Uint8Array} bytes
 * @returns {PolicyRequest}
 */
function parsePolicyRequest(bytes) {
  const text = decode(bytes);
  if (text === undefined) return undefined;
  const attributes = new Map();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const equals = line.indexOf('=');
    if (equals < 1) return undefined;
    const name = line.slice(0, equals);
    const value = line.slice(equals + 1);
    if (!WANTED.has(name) || value === '') continue;
    // Which of two is meant? Postfix never sends both.
    if (attributes.has(name)) return undefined;
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
