#!/usr/bin/env node
// sendgate-policyd of Sendgate 0.2.0, as it was released: its files in one. `bench/rivals/policyd.ts` starts it.

// integrations/postfix/sendgate-policyd.mjs
import { once as once2 } from "node:events";

// integrations/client/sendgate-client.mjs
import http from "node:http";
import https from "node:https";
import { urlToHttpOptions } from "node:url";

// integrations/client/http-answer.mjs
var MAX_ANSWER_BYTES = 64 * 1024;
function readAnswer(request) {
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      let bytes = 0;
      const chunks = [];
      response.on("error", reject);
      response.on("data", (chunk) => {
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) return chunks.push(chunk);
        reject(new Error("the answer is too long to be Sendgate\u2019s"));
        return request.destroy();
      });
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") });
      });
    });
  });
}
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : void 0;
  } catch {
    return void 0;
  }
}

// integrations/client/link-local.mjs
function withoutZone(address) {
  return address.replace(/^(fe[89ab][0-9a-f]:[0-9a-f:.]+)%.*$/i, "$1");
}

// integrations/client/refusal.mjs
var BAD_QUESTION = [400, 413, 422];
function kindOfRefusal(status, problem) {
  const own = String(problem?.type).startsWith("urn:sendgate:problem:");
  return own && BAD_QUESTION.includes(status) ? "bad-question" : "call-refused";
}
function describeRefusal(status, problem) {
  const said = typeof problem?.detail === "string" ? `: ${problem.detail}` : "";
  return `Sendgate answered ${status}${said}`;
}

// integrations/client/sendgate-client.mjs
var IDLE_CONNECTION_MS = 3e4;
var SendgateClient = class {
  #open;
  #targets;
  #headers;
  #timeoutMs;
  #agent;
  /**
   * @param {object} options
   * @param {URL} options.url
   * @param {string} options.token
   * @param {string | undefined} options.ca Certificates to trust in place of Node's own.
   * @param {number} options.timeoutMs For a whole call, waiting for its turn included.
   * @param {number} options.maxInFlight
   */
  constructor({ url, token, ca, timeoutMs, maxInFlight }) {
    const { Agent, request } = url.protocol === "https:" ? https : http;
    this.#open = request;
    this.#targets = {
      check: urlToHttpOptions(new URL("v1/check", url)),
      session: urlToHttpOptions(new URL("v1/session", url))
    };
    this.#headers = {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "user-agent": "sendgate"
    };
    this.#timeoutMs = timeoutMs;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: maxInFlight,
      timeout: IDLE_CONNECTION_MS,
      autoSelectFamily: true,
      ...ca === void 0 ? {} : { ca }
    });
  }
  /**
   * May this address send? Never throws.
   * @param {Question} question
   * @returns {Promise<Decision | Fault>}
   */
  async check({ account, address, passwordWasRight }) {
    const posted = {
      body: JSON.stringify({ account, address: withoutZone(address) }),
      headers: passwordWasRight ? { "x-sendgate-password-right": "1" } : {}
    };
    return await this.#call(
      "check",
      posted,
      ({ verdict, reason }) => (verdict === "allow" || verdict === "deny") && typeof reason === "string" ? { kind: (
        /** @type {const} */
        "decision"
      ), verdict, reason } : void 0
    );
  }
  /**
   * What the token is. Never throws.
   * @returns {Promise<Session | Fault>}
   */
  async session() {
    return await this.#call(
      "session",
      void 0,
      ({ role, name }) => typeof role === "string" ? { kind: (
        /** @type {const} */
        "session"
      ), role, name: String(name) } : void 0
    );
  }
  close() {
    this.#agent.destroy();
  }
  /**
   * @template Answer
   * @param {'check' | 'session'} target
   * @param {Posted | undefined} posted
   * @param {(answer: Record<string, unknown>) => Answer | undefined} read Undefined: not an answer of Sendgate's.
   * @returns {Promise<Answer | Fault>}
   */
  async #call(target, posted, read) {
    try {
      const { status, text } = await this.#exchange(target, posted);
      const answer = parseObject(text);
      if (status >= 400 && status < 500)
        return { kind: kindOfRefusal(status, answer), detail: describeRefusal(status, answer) };
      const known = status === 200 && answer ? read(answer) : void 0;
      return known ?? { kind: "unreachable", detail: `no answer of Sendgate\u2019s, status ${status}` };
    } catch (error) {
      return { kind: "unreachable", detail: describeFailure(error) };
    }
  }
  /**
   * @param {'check' | 'session'} target
   * @param {Posted | undefined} posted
   * @returns {Promise<import('./http-answer.mjs').Answer>}
   */
  async #exchange(target, posted) {
    let request;
    let late;
    const deadline = setTimeout(() => {
      late = new Error(`no answer within ${this.#timeoutMs / 1e3} s`);
      request?.destroy(late);
    }, this.#timeoutMs);
    try {
      for (; ; ) {
        request = this.#request(target, posted);
        try {
          return await readAnswer(request);
        } catch (error) {
          if (late) throw late;
          if (!request.reusedSocket || !isReset(error)) throw error;
        }
      }
    } finally {
      clearTimeout(deadline);
    }
  }
  /**
   * @param {'check' | 'session'} target
   * @param {Posted | undefined} posted
   */
  #request(target, posted) {
    const request = this.#open({
      ...this.#targets[target],
      method: posted ? "POST" : "GET",
      agent: this.#agent,
      headers: posted ? { ...this.#headers, "content-type": "application/json", ...posted.headers } : this.#headers
    });
    request.end(posted?.body);
    return request;
  }
};
function describeFailure(error) {
  if (!(error instanceof Error)) return String(error);
  const causes = error instanceof AggregateError ? error.errors : [error];
  return causes.map((cause) => cause.message).join("; ");
}
function isReset(error) {
  const code = error instanceof Error && "code" in error ? error.code : void 0;
  return code === "ECONNRESET" || code === "EPIPE";
}

// integrations/client/settings-error.mjs
var SettingsError = class extends Error {
  /** @param {readonly string[]} lines */
  constructor(lines) {
    super(lines.join("\n"));
    this.lines = lines;
  }
};

// integrations/postfix/policyd/last-good-memory.mjs
var MAX_PAIRS = 5e4;
var LastGoodMemory = class {
  /** @type {Map<string, number>} When each was last allowed, the longest ago first. */
  #allowedAt = /* @__PURE__ */ new Map();
  /** @type {number | undefined} */
  #outageSince;
  #outageMs;
  #seenMs;
  /**
   * @param {object} terms
   * @param {number} terms.outageMs How long an outage is bridged; 0: not at all.
   * @param {number} terms.seenMs How long ago the pair may have been allowed.
   */
  constructor({ outageMs, seenMs }) {
    this.#outageMs = outageMs;
    this.#seenMs = seenMs;
  }
  /**
   * Sendgate has decided, so it can be reached.
   * @param {string} account
   * @param {string} address
   * @param {'allow' | 'deny'} verdict
   * @param {number} now
   */
  note(account, address, verdict, now2) {
    this.#outageSince = void 0;
    if (this.#outageMs === 0) return;
    const key = keyOf(account, address);
    this.#allowedAt.delete(key);
    if (verdict === "allow") this.#allowedAt.set(key, now2);
    if (this.#allowedAt.size <= MAX_PAIRS) return;
    for (const oldest of this.#allowedAt.keys()) {
      this.#allowedAt.delete(oldest);
      break;
    }
  }
  /**
   * Sendgate could not be reached: whether the pair may send all the same.
   * @param {string} account
   * @param {string} address
   * @param {number} now
   */
  bridges(account, address, now2) {
    this.#outageSince ??= now2;
    if (now2 - this.#outageSince >= this.#outageMs) return false;
    const allowedAt = this.#allowedAt.get(keyOf(account, address));
    return allowedAt !== void 0 && now2 - allowedAt <= this.#seenMs;
  }
};
function keyOf(account, address) {
  return `${address} ${account}`;
}

// integrations/postfix/policyd/log.mjs
function logToStderr(event, facts = {}) {
  const words = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  process.stderr.write(`${[event, ...words].join(" ")}
`);
}
function logNothing() {
}

// integrations/postfix/policyd/listen-address.mjs
var LISTEN_FORM = "inet:127.0.0.1:10045, inet:[::1]:10045, unix:/path/of/socket or fd:3";
function parseListenAddress(text) {
  const path = /^unix:(\/.*)$/.exec(text)?.[1];
  if (path !== void 0) return { path };
  const fd = /^fd:(\d{1,4})$/.exec(text)?.[1];
  if (fd !== void 0) return { fd: Number(fd) };
  const [, bracketed, plain, port] = /^inet:(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === void 0 || Number(port) > 65535) return void 0;
  return { host, port: Number(port) };
}

// integrations/postfix/policyd/options.mjs
var OPTIONS = {
  url: {
    variable: "SENDGATE_URL",
    form: "https://sendgate.example.com",
    help: "where Sendgate is; http:// for a loopback address only"
  },
  "token-file": {
    variable: "SENDGATE_TOKEN_FILE",
    form: "FILE",
    help: "holds the relay token; not readable by everyone"
  },
  "ca-file": {
    variable: "SENDGATE_CA_FILE",
    form: "FILE",
    help: "PEM of the authorities to trust in place of the usual ones"
  },
  listen: {
    variable: "SENDGATE_LISTEN",
    form: LISTEN_FORM,
    default: "inet:127.0.0.1:10045",
    help: "where Postfix asks"
  },
  "timeout-seconds": {
    variable: "SENDGATE_TIMEOUT_SECONDS",
    form: "1-60",
    default: "5",
    help: "the longest a check may take; then the client is told to try later"
  },
  "max-in-flight": {
    variable: "SENDGATE_MAX_IN_FLIGHT",
    form: "1-1000",
    default: "32",
    help: "checks asked of Sendgate at a time; others wait for their turn"
  },
  "max-connections": {
    variable: "SENDGATE_MAX_CONNECTIONS",
    form: "1-100000",
    default: "2000",
    help: "connections of Postfix at a time"
  },
  "outage-minutes": {
    variable: "SENDGATE_OUTAGE_MINUTES",
    form: "0-1440",
    default: "0",
    help: "so long after Sendgate became unreachable, let through what it allowed of late; 0: never"
  },
  "seen-minutes": {
    variable: "SENDGATE_SEEN_MINUTES",
    form: "1-10080",
    default: "60",
    help: "how long ago that may have been"
  },
  stdio: { help: "serve standard input and output, for Postfix\u2019s spawn(8)" },
  check: { help: "ask Sendgate what the token is, say so and end" },
  help: { help: "this text" }
};
function helpText() {
  const described = Object.entries(OPTIONS).map(([flag, option]) => {
    const { variable, form, default: standard, help } = option;
    const head = `  --${flag}${form ? ` ${form}` : ""}`;
    const from = [variable, standard && `default ${standard}`].filter(Boolean).join(", ");
    return `${head}
      ${help}${from ? ` (${from})` : ""}
`;
  });
  return `sendgate-policyd: asks Sendgate whether a client's address may send, for Postfix.

usage: sendgate-policyd [flag\u2026]

${described.join("")}`;
}

// integrations/postfix/policyd/policy-connection.mjs
import { isIP } from "node:net";
import { promisify } from "node:util";

// integrations/client/sasl-method.mjs
var WITHOUT_PASSWORD = /^(ANONYMOUS|EXTERNAL|GSSAPI|GSS-SPNEGO|GS2-.+|XCLIENT)$/i;
function showsPassword(method) {
  return method === void 0 || !WITHOUT_PASSWORD.test(method);
}

// integrations/postfix/policyd/policy-action.mjs
var PASS = "DUNNO";
var REFUSE = "REJECT 5.7.1 This account may not send from this address";
var CANNOT_BE_ASKED = "REJECT 5.7.1 This login cannot be checked from this address";
var TRY_LATER = "DEFER_IF_PERMIT 4.3.5 Sending is not possible just now, try again later";

// integrations/postfix/policyd/policy-request.mjs
var MAX_REQUEST_BYTES = 64 * 1024;
var LF = 10;
var CR = 13;
var WANTED = /* @__PURE__ */ new Set(["request", "instance", "client_address", "sasl_username", "sasl_method"]);
async function* policyRequests(chunks) {
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
function endOfRequest(bytes) {
  for (let start = 0; ; ) {
    const end = bytes.indexOf(LF, start);
    if (end < 0) return -1;
    if (lineIn(bytes, start, end).length === 0) return end + 1;
    start = end + 1;
  }
}
function lineIn(bytes, start, end) {
  return bytes.subarray(start, end > start && bytes[end - 1] === CR ? end - 1 : end);
}
function requestTooLong() {
  return new Error(`a request is longer than ${MAX_REQUEST_BYTES} bytes`);
}
function parsePolicyRequest(bytes) {
  const attributes = /* @__PURE__ */ new Map();
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(LF, start);
    const line = lineIn(bytes, start, end);
    if (line.length === 0) continue;
    const equals = line.indexOf("=");
    if (equals < 1) return void 0;
    const name = line.toString("latin1", 0, equals);
    if (!WANTED.has(name) || line.length === equals + 1) continue;
    const value = decode(line.subarray(equals + 1));
    if (value === void 0 || attributes.has(name)) return void 0;
    attributes.set(name, value);
  }
  return attributes;
}
var utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function decode(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return void 0;
  }
}

// integrations/postfix/policyd/policy-connection.mjs
var REMEMBERED_MS = 6e4;
var PolicyConnection = class {
  #decide;
  #now;
  #log;
  #answering = false;
  #stopping = false;
  /** @type {{ key: string, at: number, action: string } | undefined} */
  #remembered;
  /**
   * @param {object} parts
   * @param {Decide} parts.decide
   * @param {() => number} parts.now In milliseconds.
   * @param {import('./log.mjs').Log} parts.log
   */
  constructor({ decide, now: now2, log }) {
    this.#decide = decide;
    this.#now = now2;
    this.#log = log;
  }
  /** Whether a request has come whose answer has not been handed on. */
  get answering() {
    return this.#answering;
  }
  /** The request that is being answered is the last. */
  stop() {
    this.#stopping = true;
  }
  /**
   * Until the input ends or the connection is told to stop; the output stays open.
   * @param {AsyncIterable<Buffer>} input
   * @param {import('node:stream').Writable} output
   */
  async serve(input, output) {
    const write = promisify(
      (text, done) => output.write(text, done)
    );
    for await (const request of policyRequests(input)) {
      this.#answering = true;
      await write(`action=${await this.#answer(request)}

`);
      this.#answering = false;
      if (this.#stopping) return;
    }
  }
  /**
   * @param {import('./policy-request.mjs').PolicyRequest} request
   * @returns {Promise<string>}
   */
  async #answer(request) {
    if (request?.get("request") !== "smtpd_access_policy")
      return this.#refuse({ reason: "no request of Postfix\u2019s policy delegation" });
    const account = request.get("sasl_username");
    const method = request.get("sasl_method");
    if (account === void 0 && method === void 0) return PASS;
    if (account === void 0) return this.#refuse({ reason: "a login without a name" });
    const address = request.get("client_address");
    if (address === void 0 || isIP(address) === 0)
      return this.#refuse({ account, address: address ?? "", reason: "no client address" });
    const passwordWasRight = showsPassword(method);
    return await this.#ask({ account, address, passwordWasRight }, request.get("instance"));
  }
  /** @param {Readonly<Record<string, string>>} facts */
  #refuse(facts) {
    this.#log("refused", facts);
    return CANNOT_BE_ASKED;
  }
  /**
   * Postfix asks for each recipient; Sendgate is asked once for a message.
   * @param {import('../../client/sendgate-client.mjs').Question} question
   * @param {string | undefined} instance Absent: from something that does not tell messages apart.
   */
  async #ask(question, instance) {
    const { account, address, passwordWasRight } = question;
    const key = JSON.stringify([instance, address, account, passwordWasRight]);
    const known = this.#remembered;
    if (instance && known?.key === key && this.#now() - known.at < REMEMBERED_MS)
      return known.action;
    const action = await this.#decide(question);
    this.#remembered = { key, at: this.#now(), action };
    return action;
  }
};

// integrations/postfix/policyd/policy-decider.mjs
var PolicyDecider = class {
  #client;
  #memory;
  #now;
  #log;
  /**
   * @param {object} parts
   * @param {Pick<import('../../client/sendgate-client.mjs').SendgateClient, 'check'>} parts.client
   * @param {import('./last-good-memory.mjs').LastGoodMemory} parts.memory
   * @param {() => number} parts.now In milliseconds.
   * @param {import('./log.mjs').Log} parts.log
   */
  constructor({ client, memory, now: now2, log }) {
    this.#client = client;
    this.#memory = memory;
    this.#now = now2;
    this.#log = log;
  }
  /**
   * @param {import('../../client/sendgate-client.mjs').Question} question
   * @returns {Promise<string>} The action.
   */
  async decide(question) {
    const { account, address } = question;
    const answer = await this.#client.check(question);
    switch (answer.kind) {
      case "decision":
        return this.#actionFor(answer, account, address);
      case "bad-question":
        this.#log("refused", { account, address, reason: answer.detail });
        return CANNOT_BE_ASKED;
      case "call-refused":
        return this.#defer(account, address, answer.detail);
      case "unreachable": {
        if (!this.#memory.bridges(account, address, this.#now()))
          return this.#defer(account, address, answer.detail);
        this.#log("let through as last time", { account, address, why: answer.detail });
        return PASS;
      }
    }
  }
  /**
   * @param {import('../../client/sendgate-client.mjs').Decision} decision
   * @param {string} account
   * @param {string} address
   */
  #actionFor({ verdict, reason }, account, address) {
    if (reason === "unavailable" && verdict === "deny")
      return this.#defer(account, address, "Sendgate could not read the list");
    if (reason !== "unavailable") this.#memory.note(account, address, verdict, this.#now());
    if (verdict === "allow") return PASS;
    this.#log("refused", { account, address, reason });
    return REFUSE;
  }
  /**
   * @param {string} account
   * @param {string} address
   * @param {string} why
   */
  #defer(account, address, why) {
    this.#log("deferred", { account, address, why });
    return TRY_LATER;
  }
};

// integrations/postfix/policyd/policy-server.mjs
import { once } from "node:events";
import { chmodSync, existsSync, lstatSync, unlinkSync } from "node:fs";
import { connect, createServer } from "node:net";
var IDLE_MS = 6e5;
async function openPolicyServer({ listen: listen2, maxConnections, decide, now: now2, log, idleMs }) {
  const connections = /* @__PURE__ */ new Map();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const connection = new PolicyConnection({ decide, now: now2, log });
    connections.set(socket, connection);
    socket.setTimeout(idleMs ?? IDLE_MS, () => socket.destroy());
    socket.on("error", () => {
    });
    socket.on("close", () => connections.delete(socket));
    connection.serve(socket.iterator({ destroyOnReturn: false }), socket).then(() => socket.destroySoon()).catch((error) => {
      if (!socket.destroyed) log("connection ended", { why: String(error.message) });
      socket.destroy();
    });
  });
  server.maxConnections = maxConnections;
  server.on("drop", () => log("connection refused", { maxConnections }));
  if ("path" in listen2) await removeStaleSocket(listen2.path);
  await once(server.listen(listen2), "listening");
  if ("path" in listen2) chmodSync(listen2.path, 438);
  return {
    address: describeAddress(server.address()),
    async close(graceMs) {
      const closed = once(server, "close");
      server.close();
      for (const [socket, connection] of connections) {
        connection.stop();
        if (!connection.answering) socket.destroySoon();
      }
      const ending = setTimeout(() => {
        for (const socket of connections.keys()) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(ending);
    }
  };
}
async function removeStaleSocket(path) {
  if (!existsSync(path) || !lstatSync(path).isSocket()) return;
  const socket = connect(path);
  try {
    await once(socket, "connect");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ECONNREFUSED")
      unlinkSync(path);
  } finally {
    socket.destroy();
  }
}
function describeAddress(address) {
  if (typeof address === "string") return `unix:${address}`;
  if (!address) return "a given socket";
  const { family, address: host, port } = address;
  return `inet:${family === "IPv6" ? `[${host}]` : host}:${port}`;
}

// integrations/client/certificate-file.mjs
import { readFileSync } from "node:fs";
function readCertificateFile(path) {
  try {
    const text = readFileSync(path, "utf8");
    if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  } catch (error) {
    throw new SettingsError([`CA file ${path}: ${error instanceof Error ? error.message : error}`]);
  }
  throw new SettingsError([`CA file ${path}: it holds no certificate in PEM`]);
}

// integrations/client/sendgate-url.mjs
function parseSendgateUrl(text) {
  if (!URL.canParse(text)) return void 0;
  const url = new URL(text);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  const bare = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  const safe = url.protocol === "https:" || url.protocol === "http:" && isLoopback(url.hostname);
  return bare && safe ? url : void 0;
}
function isLoopback(host) {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

// integrations/client/token-file.mjs
import { readFileSync as readFileSync2, statSync } from "node:fs";
function readTokenFile(path) {
  let text;
  try {
    if ((statSync(path).mode & 4) !== 0)
      throw new SettingsError([`token file ${path}: everyone can read it; chmod 600 ${path}`]);
    text = readFileSync2(path, "utf8").trim();
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError([
      `token file ${path}: ${error instanceof Error ? error.message : error}`
    ]);
  }
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new SettingsError([
      `token file ${path}: it holds a relay token on one line and nothing else`
    ]);
  return text;
}

// integrations/postfix/policyd/option-values.mjs
import { parseArgs } from "node:util";
var OptionValues = class {
  /** @type {string[]} What is wrong, a line each. */
  problems = [];
  /** @type {Record<string, unknown>} */
  #flags;
  #environment;
  /**
   * Throws a SettingsError when a flag is not known or lacks its value.
   * @param {readonly string[]} args
   * @param {NodeJS.ProcessEnv} environment
   */
  constructor(args, environment) {
    this.#flags = parseFlags(args);
    this.#environment = environment;
  }
  /** @param {string} flag One without a value. */
  has(flag) {
    return this.#flags[flag] === true;
  }
  /**
   * Undefined, with a problem noted, when it is missing or has not the form wanted.
   * @template Value
   * @param {string} flag
   * @param {(text: string) => Value | undefined} parse
   * @returns {Value | undefined}
   */
  read(flag, parse) {
    const { source, text } = this.#find(flag);
    const { form, help } = OPTIONS[flag] ?? {};
    const value = text === void 0 ? void 0 : parse(text);
    if (value !== void 0) return value;
    const fault = text === void 0 ? "is missing" : `can\u2019t be ${quote(text)}`;
    this.problems.push(`${source} ${fault}; wanted: ${form} (${help})`);
    return void 0;
  }
  /**
   * As read, without a problem when it is missing.
   * @template Value
   * @param {string} flag
   * @param {(text: string) => Value | undefined} parse
   */
  readOptional(flag, parse) {
    return this.#find(flag).text === void 0 ? void 0 : this.read(flag, parse);
  }
  /** @param {string} flag */
  readWholeNumber(flag) {
    const [minimum, maximum] = (OPTIONS[flag]?.form ?? "").split("-").map(Number);
    return this.read(flag, (text) => {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return number >= Number(minimum) && number <= Number(maximum) ? number : void 0;
    });
  }
  /** @param {string} flag */
  #find(flag) {
    const { variable = "", default: standard } = OPTIONS[flag] ?? {};
    const given = this.#flags[flag];
    if (typeof given === "string") return { source: `--${flag}`, text: given };
    const text = this.#environment[variable] || standard;
    return { source: text === void 0 ? `--${flag} or ${variable}` : variable, text };
  }
};
function quote(text) {
  return JSON.stringify(text.replace(/\/\/[^/]*@/, "//\u2026@"));
}
function parseFlags(args) {
  const options = Object.entries(OPTIONS).map(([flag, { variable }]) => [
    flag,
    { type: variable === void 0 ? "boolean" : "string" }
  ]);
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(options) }).values;
  } catch (error) {
    throw new SettingsError([`${error instanceof Error ? error.message : error} See --help.`]);
  }
}

// integrations/postfix/policyd/settings.mjs
var MINUTE_MS = 6e4;
function readSettings(args, environment) {
  const values = new OptionValues(args, environment);
  if (values.has("help")) return "help";
  const url = values.read("url", parseSendgateUrl);
  const tokenFile = values.read("token-file", (text) => text);
  const caFile = values.readOptional("ca-file", (text) => text);
  const listen2 = values.read("listen", parseListenAddress);
  const timeoutSeconds = values.readWholeNumber("timeout-seconds");
  const maxInFlight = values.readWholeNumber("max-in-flight");
  const maxConnections = values.readWholeNumber("max-connections");
  const outageMinutes = values.readWholeNumber("outage-minutes");
  const seenMinutes = values.readWholeNumber("seen-minutes");
  if (url === void 0 || tokenFile === void 0 || listen2 === void 0 || timeoutSeconds === void 0 || maxInFlight === void 0 || maxConnections === void 0 || outageMinutes === void 0 || seenMinutes === void 0)
    throw new SettingsError(values.problems);
  return {
    task: taskOf(values),
    sendgate: {
      url,
      token: readTokenFile(tokenFile),
      ca: caFile === void 0 ? void 0 : readCertificateFile(caFile),
      timeoutMs: timeoutSeconds * 1e3,
      maxInFlight
    },
    listen: listen2,
    maxConnections,
    outageMs: outageMinutes * MINUTE_MS,
    seenMs: seenMinutes * MINUTE_MS
  };
}
function taskOf(values) {
  if (values.has("check")) return "check";
  return values.has("stdio") ? "stdio" : "listen";
}

// integrations/postfix/sendgate-policyd.mjs
var EX_CONFIG = 78;
var now = () => performance.now();
try {
  await run(readSettings(process.argv.slice(2), process.env));
} catch (error) {
  const lines = error instanceof Error ? error.message.split("\n") : [String(error)];
  for (const line of lines) process.stderr.write(`sendgate-policyd: ${line}
`);
  process.exitCode = error instanceof SettingsError ? EX_CONFIG : 1;
}
async function run(settings) {
  if (settings === "help") {
    process.stdout.write(helpText());
    return;
  }
  const client = new SendgateClient(settings.sendgate);
  try {
    if (settings.task === "check") await check(client);
    else if (settings.task === "stdio") await serveStdio(client, settings);
    else await listen(client, settings);
  } finally {
    client.close();
  }
}
async function check(client) {
  const answer = await client.session();
  if (answer.kind !== "session") throw new Error(answer.detail);
  if (answer.role !== "relay")
    throw new Error(`the token\u2019s role is ${answer.role}; a relay token is wanted`);
  process.stdout.write(`Sendgate answers, and the token is the relay token \u201C${answer.name}\u201D
`);
}
async function serveStdio(client, settings) {
  process.removeAllListeners("warning");
  const decide = deciderOf(client, settings, logNothing);
  const connection = new PolicyConnection({ decide, now, log: logNothing });
  await connection.serve(process.stdin, process.stdout);
}
async function listen(client, settings) {
  const decide = deciderOf(client, settings, logToStderr);
  const server = await openPolicyServer({ ...settings, decide, now, log: logToStderr });
  logToStderr("listening", { address: server.address });
  await Promise.race(["SIGTERM", "SIGINT"].map((signal) => once2(process, signal)));
  await server.close(settings.sendgate.timeoutMs + 1e3);
  logToStderr("ended");
}
function deciderOf(client, settings, log) {
  const decider = new PolicyDecider({ client, memory: new LastGoodMemory(settings), now, log });
  return decider.decide.bind(decider);
}
