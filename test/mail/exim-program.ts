/**
 * The place of Exim. Debian installs only one mail server at a time, so Exim is unpacked beside
 * Postfix.
 */
import { existsSync } from 'node:fs';

const PLACES = ['/var/cache/sendgate-exim/usr/sbin/exim4', '/usr/sbin/exim4'];

/** Returns the path of Exim; undefined if there is none. */
export function findExim(): string | undefined {
  return PLACES.find((place) => existsSync(place));
}
