/**
 * Properties of the error with which a call of a Durable Object rejects. The platform sets them if the platform
 * failed, not the object's code.
 */
const FAILURES = [
  /** The call was turned away, because too many calls wait for the object. */
  'overloaded',
  /** The call did not arrive, or the connection broke. The runtime has tried again without success. */
  'retryable',
  /** The object was moved, restarted or updated during the call. */
  'durableObjectReset',
];

/**
 * Decides whether an object could not be reached or its answer was cut off. Its work may still have been
 * done.
 */
export function isObjectUnreachable(error: Error): boolean {
  return FAILURES.some((name) => Reflect.get(error, name) === true);
}
