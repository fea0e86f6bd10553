/**
 * Parses the address of the Worker. It must be https, or http to this machine, because the relay token must not
 * go over a network unencrypted. Otherwise it is undefined.
 * @param {string} text
 * @returns {URL | undefined}
 */
export function parseSendgateUrl(text) {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // A path is kept, and gets a slash at its end so that paths below it resolve.
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  const bare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return bare && safe ? url : undefined;
}

/** @param {string} host */
function isLoopback(host) {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
