/**
 * Asks Sendgate about every client that has logged in, with any auth plugin. It asks once for each message and
 * login.
 *
 * Haraka continues if a hook throws, and stops if a promise is rejected. So nothing here throws or rejects.
 */
const TRY_LATER = '4.3.5 Sending is not possible just now, try again later';
const REFUSED = '5.7.1 This account may not send from this address';
/** The same question would get the same answer again, so the mail is refused and not deferred. */
const CANNOT_BE_ASKED = '5.7.1 This login cannot be checked from this address';

/** The priority of the hooks. They run before plugins whose OK would end the hook. */
const FIRST = -100;

/** @this {HarakaPlugin} */
exports.register = function () {
  const settings = this.config.get('sendgate.ini').main;
  this.sendgate = openSendgate(settings);
  this.sendgate.catch((error) => this.logcrit(`sendgate defers every mail: ${error.message}`));
  // A client can log in at any point of a message. If it had not logged in at one hook, it is checked at the
  // next.
  for (const hook of ['mail', 'rcpt', 'data']) this.register_hook(hook, 'judge', FIRST);
};

/**
 * @this {HarakaPlugin}
 * @param {(...answer: HarakaAnswer) => void} next
 * @param {HarakaConnection} connection
 */
exports.judge = async function (next, connection) {
  let answer = /** @type {HarakaAnswer} */ ([DENYSOFT, TRY_LATER]);
  try {
    answer = await answerFor(this, connection);
  } catch (error) {
    this.logcrit(`sendgate failed: ${error}`);
  }
  next(...answer);
};

/**
 * @param {HarakaPlugin} plugin
 * @param {HarakaConnection} connection
 * @returns {Promise<HarakaAnswer>}
 */
async function answerFor(plugin, { notes, remote, results, transaction }) {
  const auth = results.get('auth');
  const logins = auth?.pass?.length ?? 0;
  // An auth plugin that is not based on auth/auth_base may leave only the name.
  if (logins === 0 && !notes.auth_user) return [];
  if (!transaction) throw new Error('a mail without a transaction');
  const account = notes.auth_user;
  if (!account || !remote.ip) {
    plugin.logcrit('sendgate refused a login without a name or an address');
    return [DENY, CANNOT_BE_ASKED];
  }
  // A client can log in again in the middle of a message, with another account.
  const asked = JSON.stringify([logins, account, remote.ip]);
  if (transaction.notes.sendgate?.asked !== asked) {
    const login = { account, address: remote.ip, method: auth?.method };
    transaction.notes.sendgate = { asked, answer: ask(plugin, login) };
  }
  return await transaction.notes.sendgate.answer;
}

/**
 * @param {HarakaPlugin} plugin
 * @param {{ account: string, address: string, method: string | undefined }} login
 * @returns {Promise<HarakaAnswer>}
 */
async function ask(plugin, { account, address, method }) {
  const { client, showsPassword } = await plugin.sendgate;
  const passwordWasRight = showsPassword(method);
  const decision = await client.check({ account, address, passwordWasRight });
  const who = JSON.stringify({ account, address });
  if (decision.kind === 'bad-question') {
    plugin.loginfo(`sendgate refused ${who}: ${decision.detail}`);
    return [DENY, CANNOT_BE_ASKED];
  }
  if (decision.kind !== 'decision') {
    plugin.loginfo(`sendgate deferred ${who}: ${decision.detail}`);
    return [DENYSOFT, TRY_LATER];
  }
  if (decision.verdict === 'allow') return [];
  plugin.loginfo(`sendgate refused ${who}: ${decision.reason}`);
  // Sendgate could not read the list.
  if (decision.reason === 'unavailable') return [DENYSOFT, TRY_LATER];
  return [DENY, REFUSED];
}

/**
 * Loads the client. Rejects with a message that names what is wrong with the settings.
 * @param {Readonly<Record<string, unknown>>} settings
 * @returns {Promise<HarakaSendgate>}
 */
async function openSendgate(settings) {
  const { SendgateClient } = await import('../client/sendgate-client.mjs');
  const { parseSendgateUrl } = await import('../client/sendgate-url.mjs');
  const { readTokenFile } = await import('../client/token-file.mjs');
  const { readCertificateFile } = await import('../client/certificate-file.mjs');
  const { showsPassword } = await import('../client/sasl-method.mjs');
  const { url, token_file, ca_file, timeout_seconds = 5 } = settings;
  const sendgateUrl = parseSendgateUrl(String(url));
  if (!sendgateUrl) throw new Error('sendgate.ini: url looks like https://sendgate.example.com');
  if (typeof token_file !== 'string')
    throw new Error('sendgate.ini: token_file names the file that holds the relay token');
  const seconds = Number(timeout_seconds);
  if (!(seconds >= 1 && seconds <= 60))
    throw new Error('sendgate.ini: timeout_seconds is a number from 1 to 60');
  const client = new SendgateClient({
    url: sendgateUrl,
    token: readTokenFile(token_file),
    ca: typeof ca_file === 'string' ? readCertificateFile(ca_file) : undefined,
    timeoutMs: seconds * 1000,
    maxInFlight: 32,
  });
  return { client, showsPassword };
}
