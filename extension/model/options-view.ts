/** The page that the options show instead of their own. Its name stands after the `#` of their address. */
export const NO_ENDPOINT = '#no-endpoint';
