/** Domains that say nothing about the company of the person behind an address: mail for everybody, and internet providers. */
export const freeMailDomains: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.es hotmail.it live.com live.co.uk
   live.fr live.nl msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.co.jp yahoo.co.in yahoo.com.br ymail.com
   rocketmail.com aol.com aim.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de
   tuta.io tuta.com fastmail.com fastmail.fm hey.com zoho.com zohomail.com mail.com email.com gmx.com gmx.net gmx.de gmx.at gmx.ch
   web.de t-online.de freenet.de arcor.de posteo.de mailbox.org online.de 1und1.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr
   neuf.fr bbox.fr libero.it virgilio.it alice.it tiscali.it tin.it terra.com.br uol.com.br bol.com.br ig.com.br sapo.pt
   telefonica.net ono.com ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl telenet.be skynet.be bluewin.ch hispeed.ch telia.com
   comhem.se online.no getmail.no yandex.ru yandex.com ya.ru mail.ru bk.ru list.ru inbox.ru rambler.ru ukr.net i.ua wp.pl o2.pl
   onet.pl interia.pl seznam.cz centrum.cz email.cz abv.bg qq.com foxmail.com 163.com 126.com sina.com sohu.com 139.com aliyun.com
   naver.com daum.net hanmail.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp rediffmail.com btinternet.com
   sky.com talktalk.net virginmedia.com ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net
   earthlink.net juno.com optonline.net rogers.com sympatico.ca shaw.ca telus.net bigpond.com optusnet.com.au xtra.co.nz walla.co.il
   walla.com netvision.net.il 012.net.il`.split(/\s+/u),
);
