/** What a build does to make scripts short: an extension is taken in whole, and whenever a page of it opens. */
import type { BuildOptions, Plugin } from 'vite';

/** Children become arguments, where the automatic runtime has each element name a property for them. */
export const SHORT_JSX: Plugin = {
  name: 'sendgate-jsx',
  enforce: 'pre',
  config: () => ({
    oxc: { jsx: { runtime: 'classic', pragma: 'drawElement', pragmaFrag: 'DrawFragment' } },
  }),
  transform: (code, id) => (id.endsWith('.tsx') ? `${DRAW}${code}` : undefined),
};

/** On the first line, so that every other one keeps its number. */
const DRAW = "import { h as drawElement, Fragment as DrawFragment } from 'preact';";

export const SHORT_SCRIPTS: BuildOptions = {
  minify: 'terser',
  terserOptions: {
    ecma: 2020,
    compress: { passes: 3, keep_fargs: false, unsafe_arrows: true, unsafe_methods: true },
  },
};
