import { t } from './translate.ts';

interface TokenName {
  readonly tokenId: string;
  readonly name: string;
}

/** Who did something: the name of their token; the operator, who has none, by what they are. */
export function wordTokenName({ tokenId, name }: TokenName): string {
  if (tokenId === 'operator') return t('words.operator');
  return tokenId === 'expiry' ? t('words.expiry') : name;
}
