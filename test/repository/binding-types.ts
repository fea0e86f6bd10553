import type { Import } from './source-files.ts';

const BINDINGS = 'worker/platform/env.ts';
const OBJECT_CLASS = /^worker\/objects\/\w+\/\w+-object\.ts$/;

/**
 * The only exception to layers and circles. The types of the bindings name the classes of the
 * objects, since those give the stubs their types.
 */
export function isBindingType({ from, to, typeOnly }: Import): boolean {
  return typeOnly && from === BINDINGS && OBJECT_CLASS.test(to);
}
