/** The relay token, and the secret that mail servers may give in its place. */
import { SettingsError } from '../../integrations/client/settings-error.mjs';
import { readTokenFile } from '../../integrations/client/token-file.mjs';

const MIN_SECRET_CHARACTERS = 16;

export interface Credentials {
  readonly token: string;
  readonly secret: string | undefined;
}

export interface CredentialFiles {
  readonly tokenFile: string;
  readonly secretFile: string | undefined;
}

/** Throws a SettingsError. Its text never quotes what a file holds. */
export function readCredentials({ tokenFile, secretFile }: CredentialFiles): Credentials {
  return {
    token: readTokenFile(tokenFile),
    secret: secretFile === undefined ? undefined : readSecretFile(secretFile),
  };
}

/** A secret is read as a token is, with the same rules. */
export function readSecretFile(path: string): string {
  const secret = readTokenFile(path, { file: 'secret file', content: 'the secret' });
  if (secret.length < MIN_SECRET_CHARACTERS)
    throw new SettingsError([
      `secret file ${path}: it holds fewer than ${MIN_SECRET_CHARACTERS} characters; openssl rand -hex 32 makes a secret`,
    ]);
  return secret;
}
