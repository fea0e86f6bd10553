/**
 * Returns a link-local address (fe80::/10) without its zone, as lists have it. Any other text stays as it is.
 * The zone, as in fe80::1%eth0, names a network interface of this host, which Sendgate can't know.
 * @param {string} address
 */
export function withoutZone(address) {
  return address.replace(/^(fe[89ab][0-9a-f]:[0-9a-f:.]+)%.*$/i, '$1');
}
