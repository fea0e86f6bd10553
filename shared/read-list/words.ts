/**
 * Words that say what something is, in the languages of the people who keep lists. To teach a new word, add it
 * here.
 */

export type WordRole =
  | 'value'
  | 'label'
  | 'expiry'
  | 'state'
  | 'action'
  | 'mask'
  | 'first'
  | 'last'
  | 'format'
  | 'other'
  | 'unknown';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const VALUE_WORDS = words(
  `value values ip ips address addresses addr addrs cidr cidrs network networks net nets subnet subnets range ranges
   prefix prefixes source sources src saddr remote client clients host hosts allow allowed allows allowlist
   whitelist whitelisted trusted trust from list lists default items entries item entry permitted permit accept
   ipv4 ipv6 v4 v6 ip4 ip6 block blocks inbound ingress
   element elements mynetworks ignoreip nets loadbalancersourceranges sourceip remoteip adresse adressen netz netzwerk bereich ip-adresse
   réseau plage ip地址 地址 网段 ip段 白名单`,
);
/** Words that may stand beside a word for a value in a key; the key still means values. */
const FILLERS = words('table aws qcs ses my the our all list of these');
const LABELS = words(
  `remark remarks comment comments description desc note notes name label title hostname host server site
   location owner bemerkung kommentar beschreibung notiz bezeichnung standort remarque commentaire nom libellé lieu
   备注 说明 描述 名称`,
);
/** Keys of remarks: their text is a label even if it is only an address. */
const TEXTS = words(
  `remark remarks comment comments description desc note notes bemerkung kommentar beschreibung notiz
   remarque commentaire 备注 说明 描述`,
);
const EXPIRIES = words(
  `expires expiresat expiry expiration expirydate expirationdate expireson validuntil validto until deleteafterdate
   notafter gültigbis ablauf ablaufdatum expirele valablejusqu’au valablejusqu'au 过期时间 到期时间 有效期 有效期至`,
);
const STATES = words(
  'enabled active status state disabled isactive isenabled aktiv actif statut 启用 状态',
);
const ACTIONS = words('action effect policy target verdict j aktion 动作 策略');
const MASKS = words('mask netmask subnetmask prefixlength netzmaske maske masque 子网掩码');
const FIRSTS = words('start first startip firstip startaddress firstaddress von début 起始ip');
const LASTS = words('end last endip lastip endaddress lastaddress bis fin 结束ip');
const OTHERS = words(
  `destination destinations dst daddr d dstrange egress outbound gateway via dns listen localip destinationip bind
   nameserver nameservers nexthop defaultgateway dnsserver dnsservers dhcpserver loadbalancerip clusterip clusterips
   podip hostip`,
);

/** Reading is quicker than replacing, and in ASCII much quicker. */
const ASCII = /^[\t\n\r -~]*$/;

export function normalizeKey(key: string): string {
  const plain = ASCII.test(key) ? key : key.normalize('NFKC');
  return plain.toLowerCase().replace(/["'`\s_.:-]+/g, '');
}

/** Splits a key into words, at signs and at the capitals of `sourceIp`. */
function wordsOf(key: string): readonly string[] {
  if (ASCII.test(key)) {
    const parted = /[A-Za-z\d][A-Z]/.test(key)
      ? key.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z]{2})/g, '$1 $2')
      : key;
    return parted.toLowerCase().match(/[a-z\d]+/g) ?? [];
  }
  const parted = key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}{2})/gu, '$1 $2');
  return parted.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function roleOf(key: string): WordRole {
  const name = normalizeKey(key);
  if (name === 'format') return 'format';
  if (EXPIRIES.has(name)) return 'expiry';
  if (STATES.has(name)) return 'state';
  if (ACTIONS.has(name)) return 'action';
  if (MASKS.has(name)) return 'mask';
  if (FIRSTS.has(name)) return 'first';
  if (LASTS.has(name)) return 'last';
  if (OTHERS.has(name)) return 'other';
  if (name === 'host' || name === 'hosts') return 'value';
  if (LABELS.has(name)) return 'label';
  return isValueKey(key) ? 'value' : 'unknown';
}

/** Decides whether every word of a key stands for addresses. */
export function isValueKey(key: string): boolean {
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const isValue = standsForAddresses(key);
  if (KNOWN.size === MOST_KNOWN) KNOWN.clear();
  if (key.length < LONGEST_KNOWN) KNOWN.set(key, isValue);
  return isValue;
}

/** The same key is asked about at each stage, and often on each line. */
const KNOWN = new Map<string, boolean>();
const MOST_KNOWN = 100;
const LONGEST_KNOWN = 80;

function standsForAddresses(key: string): boolean {
  const name = normalizeKey(key);
  if (VALUE_WORDS.has(name) || /^(ip|adresse)s?(ip|adresse)s?$/.test(name)) return true;
  if (key.length > 80) return false;
  let holdsValueWord = false;
  for (const word of wordsOf(key.slice(key.lastIndexOf('/') + 1))) {
    if (VALUE_WORDS.has(word)) holdsValueWord = true;
    // Most keys stand for no addresses. Their first word already shows it.
    else if (!FILLERS.has(word) && !/^\d+$/.test(word)) return false;
  }
  return holdsValueWord;
}

export function isTextKey(key: string): boolean {
  return TEXTS.has(normalizeKey(key));
}

const REFUSALS =
  /^(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|drop(?:s|ped)?|block(?:ed|list|listed)?|blacklist(?:ed)?|denylist(?:ed)?|ban(?:s|ned)?|refused?|discard(?:ed)?|except(?:ion|ions|ing)?|exclud(?:e|ed|es|ing)|exclusions?|unless|not|never|nomatch|revoked?|defer(?:red)?|remove[ds]?|deleted?|blackholed?|sperren|entfernen|löschen|forbid(?:den)?|prohibit(?:ed)?|gesperrte?|verboten|refusée?s?|bloquée?s?|interdite?s?|untrusted|disallow(?:ed)?|(?:denied|blocked|banned|deny|blacklist|denylist|blocklist)\p{L}+|\p{L}+(?:deny|denied|blacklist|denylist|blocklist))\d*$/u;
const CHINESE_REFUSALS = /拒绝|禁止|黑名单|屏蔽|移除|删除/;
/** Words that look like a refusal and are none, such as "IP block". */
const HARMLESS =
  /\b(ip|cidr|subnet|network|address)[\s_-]?blocks?\b|ipv[46][\s_-]?cidr[\s_-]?blocks?/gi;

/** Decides whether a text says that what follows it is not to be let in. */
export function refuses(text: string): boolean {
  if (CHINESE_REFUSALS.test(text)) return true;
  // Most texts are harmless and many are long, so a quick test comes first.
  if (!MAY_REFUSE.test(text)) return false;
  return wordsOf(text.replace(HARMLESS, ' ')).some((word) => REFUSALS.test(word));
}

const MAY_REFUSE =
  /den[yi]|reject|drop|block|blacklist|ban|refus|discard|except|exclu|unless|not|never|nomatch|revoke|defer|remove|delete|blackhole|sperren|entfern|lösch|forbid|prohibit|gesperrt|verboten|bloqu|interdit|untrusted|disallow/i;

/**
 * Decides whether the first word behind a value refuses it: a word of refusal, or the code of an SMTP
 * answer.
 */
export function refusesBehind(text: string): boolean {
  const [first = ''] = /[\p{L}\p{N}]+/u.exec(text) ?? [];
  return refuses(first) || /^[^\p{L}\p{N}]*[45]\d\d(?=\s|$)/u.test(text);
}

const OFF = words(
  'expired abgelaufen expiré 已过期 inactive disabled off false nein non 否 禁用 停用 已禁用 已停用 inaktiv inactif',
);
const STATES_OFF = words(
  '0 no n pending expired deleted suspended archived removed paused stopped',
);
const NO = words('0 no false n nein non 否');
const YES = words('1 yes true y x on ja oui 是');
const POSITIVE = words(
  'allow allows allowed permit permits permitted accept accepted pass ok okay dunno yes on 1 active enabled true ja oui relay 是 允许 启用 激活',
);

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

export const isOff = (text: string): boolean => OFF.has(bare(text));
export const isOffState = (text: string): boolean => isOff(text) || STATES_OFF.has(bare(text));
export const isNo = (text: string): boolean => NO.has(bare(text));
export const isYes = (text: string): boolean => YES.has(bare(text));
export const isPositive = (text: string): boolean =>
  text !== '' && text.length < 80 && wordsOf(text).every((word) => POSITIVE.has(word));

/** Decides whether the name of a list means that nobody lets its members in. */
export function refusesByName(name: string): boolean {
  const BAD =
    /^(bad|evil|spam|spammers?|abusers?|attackers?|blackholed?|bogons?|malicious|hostile)$/;
  return refuses(name) || wordsOf(name).some((word) => BAD.test(word));
}

/**
 * Decides whether a text is a refusing title: two or three words over a list, without a colon. Rules of
 * programs begin in other ways.
 */
export function isRefusingTitle(text: string): boolean {
  return (
    /^\p{L}+(?: \p{L}+){1,2}$/u.test(text) &&
    !/\b(?:all|any|from|default|order|policy|allow|if|set|log)\b/i.test(text) &&
    refuses(text)
  );
}

/** Decides whether a text is only one word of refusal. */
export function isRefusalWord(text: string): boolean {
  return /^[\p{L}_-]{1,40}[.!。]?$/u.test(text.trim()) && refuses(text);
}

/** Decides whether the value of a key is a yes or a no that says whether an entry counts. */
export function isSwitch(key: string): boolean {
  return /^(is)?(allow(ed)?|trust(ed)?|whitelist(ed)?|allowlist(ed)?|permit(ted)?|accept(ed)?)$/.test(
    normalizeKey(key),
  );
}
