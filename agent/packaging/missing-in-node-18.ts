/**
 * Brings what the agent uses and Node 18 lacks. Each is left alone where Node has it. A test reads the bundle for more.
 */
import { timingSafeEqual, webcrypto } from 'node:crypto';

/** Adds a method that no loop over the properties sees, as those of the language. */
function bring(owner: object, name: PropertyKey, value: unknown): void {
  if (name in owner) return;
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

bring(globalThis, 'crypto', webcrypto);
// Only the Workers runtime has this one.
bring(crypto.subtle, 'timingSafeEqual', timingSafeEqual);

bring(Array.prototype, 'toSorted', function (this: unknown[], compare?: () => number) {
  return [...this].sort(compare);
});
bring(Array.prototype, 'toReversed', function (this: unknown[]) {
  return [...this].reverse();
});
bring(Array.prototype, 'with', function (this: unknown[], index: number, value: unknown) {
  const copy = [...this];
  copy[index < 0 ? copy.length + index : index] = value;
  return copy;
});

bring(String.prototype, 'isWellFormed', function (this: string) {
  return !/\p{Surrogate}/u.test(this);
});
bring(String.prototype, 'toWellFormed', function (this: string) {
  return this.replace(/\p{Surrogate}/gu, '\ufffd');
});

bring(Promise, 'withResolvers', () => {
  let settle = {};
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
});

bring(URL, 'parse', (text: string, base?: string) =>
  URL.canParse(text, base) ? new URL(text, base) : null,
);

bring(Symbol, 'dispose', Symbol.for('Symbol.dispose'));
bring(Symbol, 'asyncDispose', Symbol.for('Symbol.asyncDispose'));
