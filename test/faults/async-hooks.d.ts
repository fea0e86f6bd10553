/** The part of Node's module that is used here. workerd has it under nodejs_compat. */
declare module 'node:async_hooks' {
  export class AsyncLocalStorage<Store> {
    run<Value>(store: Store, run: () => Value): Value;
    getStore(): Store | undefined;
  }
}
