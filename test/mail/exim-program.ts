/** Where Exim is: unpacked beside Postfix, for Debian installs one mail server at a time. */
import { existsSync } from 'node:fs';

const PLACES = ['/var/cache/sendgate-exim/usr/sbin/exim4', '/usr/sbin/exim4'];

/** Undefined where there is none. */
export function findExim(): string | undefined {
  return PLACES.find((place) => existsSync(place));
}
