#!/bin/bash
# Unpacks the rivals of the bench that Debian 12 has into a folder, without installing them: no service starts, and
# nothing else on the machine changes. Then run the bench with the folder's bin/ in front of PATH.
set -euo pipefail
folder=$(realpath -m "${1:?usage: unpack.sh FOLDER}")

RSPAMD=(rspamd libhyperscan5 libluajit-5.1-2 libluajit-5.1-common)
POSTFWD=(postfwd libnet-server-perl libio-multiplex-perl libnet-dns-perl libnet-cidr-perl libdigest-hmac-perl
  libio-socket-inet6-perl libsocket6-perl libregexp-ipv6-perl libcgi-pm-perl)
CROWDSEC=(crowdsec)

mkdir -p "$folder/packages" "$folder/root" "$folder/bin"
(cd "$folder/packages" && apt-get -q download "${RSPAMD[@]}" "${POSTFWD[@]}" "${CROWDSEC[@]}")
for package in "$folder"/packages/*.deb; do dpkg-deb -x "$package" "$folder/root"; done

wrap() { # name, command
  printf '#!/bin/sh\n%s "$@"\n' "$2" >"$folder/bin/$1"
  chmod 755 "$folder/bin/$1"
}
root="$folder/root"
libraries="$root/usr/lib/x86_64-linux-gnu:$root/usr/lib/rspamd"
share="$root/usr/share/rspamd"
wrap rspamd "LD_LIBRARY_PATH='$libraries' LUALIBDIR='$share/lualib' exec '$root/usr/bin/rspamd' --var='PLUGINSDIR=$share/plugins'"
# Perl in taint mode does not read PERL5LIB.
wrap postfwd2 "exec perl -T -I '$root/usr/share/perl5' -I '$root/usr/lib/x86_64-linux-gnu/perl5/5.36' '$root/usr/sbin/postfwd2'"
wrap crowdsec "exec '$root/usr/bin/crowdsec'"
wrap cscli "exec '$root/usr/bin/cscli'"
