import { t } from './translate.ts';

interface NamedToken {
  readonly tokenId: string;
  readonly name: string;
}

/** Names who did something, by the name of their token. The operator has no token name, so the role is named. */
export function wordTokenName({ tokenId, name }: NamedToken): string {
  if (tokenId === 'operator') return t('words.operator');
  if (tokenId === 'pause') return t('words.pauseEnd');
  return tokenId === 'expiry' ? t('words.expiry') : name;
}
