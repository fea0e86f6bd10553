import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    readonly model: { readonly sequences: number; readonly seed: number; readonly path: string };
  }
}
