/** What the options show instead of themselves, as it stands after the `#` of their address. */
export const NO_ENDPOINT = '#no-endpoint';
