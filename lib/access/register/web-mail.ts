/**
 * Domains of web mail and of internet providers' private mailboxes, from general knowledge of what is in use in England.
 * Anyone can open an address there in any name, and it outlives the post that it was used for. Subdomains count as well.
 */
const domains = `
  126.com 163.com aim.com aol.co.uk aol.com blueyonder.co.uk bt.com btconnect.com btinternet.com btopenworld.com
  duck.com email.com fastmail.co.uk fastmail.com fastmail.fm freeserve.co.uk fsmail.net gmail.co.uk gmail.com gmx.co.uk
  gmx.com gmx.de gmx.net googlemail.com gmx.us hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr hush.com hushmail.com
  icloud.com inbox.com inbox.ru interia.pl laposte.net lineone.net list.ru live.co.uk live.com live.ie lycos.co.uk mac.com
  mail.com mail.ru mailbox.org me.com msn.co.uk msn.com ntlworld.com o2.co.uk o2.pl onet.pl orange.net outlook.co.uk
  outlook.com plus.com plusnet.com pm.me posteo.de proton.me protonmail.ch protonmail.com qq.com rediffmail.com
  rocketmail.com sky.com skynet.be supanet.com talk21.com talktalk.co.uk talktalk.net tiscali.co.uk tuta.com tuta.io
  tutamail.com tutanota.com tutanota.de uwclub.net virgin.net virginmedia.com web.de windowslive.com wp.pl yahoo.co.in
  yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.ie yahoo.in yahoo.it yandex.com yandex.ru ymail.com zoho.com
  zohomail.com zoho.eu zohomail.eu
`;

const known = new Set(domains.trim().split(/\s+/));

/** The web-mail service that an address is with ("gmail.com"), or null. */
export function webMailOf(address: string): string | null {
  const labels = (address.split("@").at(-1) ?? "").toLowerCase().split(".");
  const ends = labels.map((_, from) => labels.slice(from).join("."));
  return ends.find((end) => known.has(end)) ?? null;
}
