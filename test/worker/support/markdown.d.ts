declare module '*.md?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: it is what Vite makes of a file that is imported raw.
  export default text;
}
