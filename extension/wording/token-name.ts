import { t } from './translate.ts';

interface NamedToken {
  readonly tokenId: string;
  readonly name: string;
}

/** Who did something: the name of their token; the operator, who has none, by what they are. */
export function wordTokenName({ tokenId, name }: NamedToken): string {
  if (tokenId === 'operator') return t('words.operator');
  return tokenId === 'expiry' ? t('words.expiry') : name;
}
