/** What is used of Node's module, which workerd has under nodejs_compat. */
declare module 'node:async_hooks' {
  export class AsyncLocalStorage<Store> {
    run<Value>(store: Store, run: () => Value): Value;
    getStore(): Store | undefined;
  }
}
