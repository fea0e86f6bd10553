import type { Import } from './source-files.ts';

const BINDINGS = 'worker/platform/env.ts';
const OBJECT_CLASS = /^worker\/objects\/\w+\/\w+-object\.ts$/;

/** The one exception to layers and circles: the bindings' types name the objects' classes, which type their stubs. */
export function isBindingType({ from, to, typeOnly }: Import): boolean {
  return typeOnly && from === BINDINGS && OBJECT_CLASS.test(to);
}
