/**
 * A link-local client (fe80::/10) without its zone, as lists hold it; every other text as it is.
 * The zone, as in fe80::1%eth0, names an interface of this host, which Sendgate can't know.
 * @param {string} address
 */
export function withoutZone(address) {
  return address.replace(/^(fe[89ab][0-9a-f]:[0-9a-f:.]+)%.*$/i, '$1');
}
