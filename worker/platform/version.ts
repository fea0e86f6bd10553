/** The version of the deployment, as in package.json; a test holds them together. */
export const VERSION = '0.3.0';
