/** The version of the deployment. A test checks that it is the same as in package.json. */
export const VERSION = '0.3.0';
