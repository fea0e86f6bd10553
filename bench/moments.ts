/** The moments at which a paced load asks, in milliseconds from its beginning, ascending. */

export function steadyMoments(perSecond: number, milliseconds: number): number[] {
  const count = Math.floor((perSecond * milliseconds) / 1000);
  return Array.from({ length: count }, (_, index) => (index * 1000) / perSecond);
}

/**
 * Returns random moments, like those of independent callers: `perSecond` of them on average (a Poisson
 * process).
 */
export function strewnMoments(
  perSecond: number,
  milliseconds: number,
  random: () => number,
): number[] {
  const moments: number[] = [];
  let at = 0;
  while (true) {
    at -= (Math.log(1 - random()) * 1000) / perSecond;
    if (at >= milliseconds) return moments;
    moments.push(at);
  }
}
