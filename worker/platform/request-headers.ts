/**
 * What is read of a request's headers. A `Headers` fits. So does a view of headers that came another way, because
 * the agent reads its requests without one.
 */
export interface RequestHeaders {
  /** Returns the value. If the header came more than once, its values are joined by a comma and a blank. */
  get(name: string): string | null;
  has(name: string): boolean;
}
