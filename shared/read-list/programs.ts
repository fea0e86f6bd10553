/**
 * The lines of programs in which admins keep lists. Each row reads one kind of line: `form` matches it, and its
 * groups name the parts. `items` are the addresses, and `rest` is the text behind them. `name` is the name of a
 * list, which may mean a refusal. `verb` says what is done with the addresses. `not` is a negation, and `label`
 * is the remark.
 */
import type { TokenRules } from './read-value.ts';

export interface Program {
  readonly form: RegExp;
  /** 'items' unless said: 'pairs' are key=value, 'flags' are those of a command, 'ends' of a range are `first` and `last`. */
  readonly reads?: 'pairs' | 'ends' | 'flags' | 'comment' | 'reference' | 'other-role' | 'nothing';
  readonly rules?: TokenRules;
}

export const PROGRAMS: readonly Program[] = [
  // SPF
  { form: /\bv=spf1\s+(?<items>.*)$/i, rules: { spf: true } },
  // Dovecot: the password comes before this text.
  { form: /^\S*:.*?\ballow_nets=(?<items>\S*)/i },
  // Exchange Online
  {
    form: /\s-ip(?<name>allow|block)list\s+(?:@\{\s*(?<verb>\w+)\s*=\s*)?(?<items>[^}]*)/i,
  },
  // CSF
  { form: /^(?:(?:tcp|udp|icmp)\|(?:in|out)\||[sd]=[\d,_]+\|[sd]=)/i, reads: 'pairs' },
  { form: /^\s*include\s+(?<items>[/"'.]\S*|\S+\.\w+)\s*;?$/i, reads: 'reference' },
  // firewalld, netsh
  { form: /^rule\s+(?:family|source|priority)\b/i, reads: 'pairs' },
  { form: /\badvfirewall\b|\bremoteip=/i, reads: 'pairs' },
  // iptables-save, iptables
  {
    form: /^(?:ip6?tables\s.*)?(?:-[AI]|--append|--insert)\s+\S+\s+(?:.*\s)?-j\b|^(?:ip6?tables\s.*)?-[AI]\s+[A-Z]/i,
    reads: 'flags',
  },
  // RouterOS
  { form: /^add\s+(?:[\w-]+=(?:"[^"]*"|\S+)\s*)+$/i, reads: 'pairs' },
  // ipset
  {
    form: /^(?:(?:ipset\s+)?add|-A)\s+(?<name>\S+)\s+(?<items>\S+)(?<rest>(?:\s+comment\s+"(?<label>[^"]*)"|\s+\S+)*)$/i,
  },
  // Cisco
  { form: /^(?:set\s+)?range\s+(?<first>\S+)\s+(?<last>\S+)$/i, reads: 'ends' },
  { form: /^(?:access-list\s+\S+\s+|\d+\s+)?remark\b/i, reads: 'comment' },
  {
    form: /^(?:access-list\s+\S+\s+(?:extended\s+)?|\d+\s+)?(?<verb>permit|deny)\s+(?:ip|tcp|udp|icmp)\s+(?:host\s+)?(?<items>any\d?|\S+(?:\s+(?:255|0)\.\S+)?)(?<rest>\s.*)?$/i,
  },
  {
    form: /^(?:access-list\s+\S+\s+|\d+\s+)?(?<verb>permit|deny)\s+(?:host\s+)?(?<items>[^\s].*?)(?:\s+log)?$/i,
  },
  // Apache
  {
    form: /^require\s+(?<not>not\s+)?(?:ip|host|forward-dns)\s+(?<items>.*)$/i,
    rules: { partial: true },
  },
  { form: /^require\s+all\s+(?:granted|denied)$/i, reads: 'nothing' },
  { form: /^(?<verb>allow|deny)\s+from\s+(?<items>.*)$/i, rules: { partial: true } },
  // nginx
  { form: /^(?<verb>allow|deny)\s+(?<items>[^\s;]+)\s*;?$/i },
  {
    form: /^(?:listen|bind|resolver|nameserver|proxy_pass|proxy_bind|upstream|gateway)\s/i,
    reads: 'other-role',
  },
  // Caddy
  {
    form: /^@(?<name>\S+)\s+(?<not>not\s+)?(?:remote_ip|client_ip)\s+(?:forwarded\s+)?(?<items>.*)$/i,
  },
  { form: /^(?<not>not\s+)?(?:remote_ip|client_ip)\s+(?<items>.*)$/i },
  // HAProxy
  { form: /^acl\s+(?<name>\S+)\s+(?:src|hdr_ip\S*)\s+(?:-i\s+|-m\s+ip\s+)?(?<items>.*)$/i },
  // Exim
  {
    form: /^(?:host|address)list\s+(?<name>\S+)\s*=\s*(?:<[^\w\s]\s*)?(?<items>.*)$/i,
    rules: { doubledColons: true },
  },
  // nft
  { form: /^set\s+(?<name>\S+)\s*\{.*\belements\s*=\s*\{(?<items>[^}]*)\}/i },
  {
    form: /\bip6?\s+saddr\s+(?<not>!=\s*)?(?<items>\{[^}]*\}?|\S+)(?<rest>.*)$/i,
  },
  { form: /\bip6?\s+daddr\s/i, reads: 'other-role' },
  // pf
  { form: /^pass\s+out\b/i, reads: 'other-role' },
  {
    form: /^(?<verb>pass|block)\s.*?\bfrom\s+(?<items>\{[^}]*\}|\S+)(?<rest>\s.*)?$/i,
  },
  { form: /^table\s+<(?<name>[^>]+)>\s*(?:\w+\s+)*\{(?<items>[^}]*)\}?$/i },
  // ufw
  {
    form: /^(?:ufw\s+)?(?:insert\s+\d+\s+)?(?<verb>allow|deny|reject|limit)\s+(?:in\s+)?(?:on\s+\S+\s+)?(?:proto\s+\S+\s+)?from\s+(?<items>\S+)(?<rest>(?:\s+to\s.*?)?(?:\s+comment\s+['"](?<label>[^'"]*)['"])?)$/i,
  },
  { form: /^(?:\[\s*\d+\]\s*)?\S.*\s{2,}(?:ALLOW|LIMIT)\sOUT\s{2,}/, reads: 'other-role' },
  {
    form: /^(?:\[\s*\d+\]\s*)?\S+(?:\s\S+)*?\s{2,}(?<verb>ALLOW|DENY|REJECT|LIMIT)(?:\s(?:IN|FWD))?\s{2,}(?<items>Anywhere|[\da-fA-F:]\S*)(?:\s\(v6\))?\s*$/,
  },
];

/** Finds the first kind of line that fits a text. */
export function findProgram(
  text: string,
): { program: Program; match: RegExpExecArray } | undefined {
  if (text.length > LONGEST_LINE || !MAY_BE.test(text)) return undefined;
  for (const program of PROGRAMS) {
    const match = program.form.exec(text);
    if (match) return { program, match };
  }
  return undefined;
}

/**
 * The patterns would take long on a longer line. No program writes such a line, except as a mere list of
 * items.
 */
const LONGEST_LINE = 20_000;
/** A quick test, since most lines belong to no program. */
const MAY_BE =
  /spf1|allow_nets|-ip(?:allow|block)list|^\w+\||^[sd]=|^\s*(?:include|rule|add|ipset|access-list|\d+\s+(?:permit|deny|remark)|remark|permit|deny|require|allow|listen|bind|resolver|nameserver|proxy_|upstream|gateway|@|not|remote_ip|client_ip|acl|hostlist|addresslist|pass|block|table|ufw|insert|reject|limit|range|set|-|iptables|ip6tables)|advfirewall|remoteip=|[sd]addr|\s(?:allow|deny|reject|limit)\s/i;
