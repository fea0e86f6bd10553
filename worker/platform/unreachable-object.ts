/** Set on what a call of a Durable Object rejects with when the platform failed it, and not the object's code. */
const FAILURES = [
  /** It was turned away: more of them wait than the object can serve. */
  'overloaded',
  /** It did not get there, or its way broke: the runtime has tried again, in vain. */
  'retryable',
  /** The object was moved, restarted or updated in the middle of it. */
  'durableObjectReset',
];

/** Whether an object could not be reached, or its answer was cut off: what was asked of it may have been done. */
export function isObjectUnreachable(error: Error): boolean {
  return FAILURES.some((name) => Reflect.get(error, name) === true);
}
