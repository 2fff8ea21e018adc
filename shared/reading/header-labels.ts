/** What webmails call the headers of a message, and the buttons below it, in the languages that Larder reads. Data, and looking up. */

export type HeaderName = 'from' | 'reply-to' | 'to' | 'cc' | 'bcc' | 'date' | 'subject';

/** English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish and Norwegian, Polish, Russian, Hebrew, Japanese, Chinese. */
const HEADERS: Record<HeaderName, string> = {
  from: 'from|sender|von|absender|de|expéditeur|remitente|da|mittente|remetente|van|afzender|från|avsändare|fra|avsender|afsender|od|nadawca|от|от кого|отправитель|מאת|מ|שולח|差出人|送信者|发件人',
  'reply-to':
    'reply to|reply-to|antwort an|répondre à|responder a|rispondi a|responder para|antwoord aan|svara till|svar til|odpowiedz do|השב אל|返信先|回复至',
  to: 'to|recipient|recipients|an|empfänger|à|destinataire|destinataires|para|destinatario|a|destinatari|aan|ontvanger|till|mottagare|til|modtager|do|adresat|кому|получатель|אל|נמען|נמענים|宛先|收件人',
  cc: 'cc|kopie|kopie an|copie|copia|cópia|kopia|kopi|dw|копия|עותק|抄送',
  bcc: 'bcc|cci|cco|ccn|blindkopie|hemlig kopia|udw|скрытая копия|עותק מוסתר|密送',
  date: 'date|sent|received|datum|gesendet|empfangen|envoyé|envoyé le|reçu|fecha|enviado|enviado el|recibido|data|inviato|enviado em|verzonden|ontvangen|skickat|mottaget|dato|sendt|wysłano|дата|отправлено|תאריך|נשלח|日付|日時|送信日時|受信日時|日期|发送时间',
  subject: 'subject|betreff|objet|asunto|sujet|oggetto|assunto|onderwerp|ämne|emne|temat|тема|נושא|件名|主题',
};

/** The words on the buttons that answer and pass on. */
const CONTROLS = {
  reply:
    'reply|answer|reply all|antworten|allen antworten|répondre|répondre à tous|responder|responder a todos|rispondi|responder a todos|beantwoorden|antwoorden|svara|svar|odpowiedz|ответить|השב|השבה|תשובה|返信|全員に返信|回复',
  forward:
    'forward|weiterleiten|transférer|faire suivre|reenviar|inoltra|encaminhar|doorsturen|vidarebefordra|videresend|przekaż|переслать|העבר|העברה|転送|转发',
} as const;

/** Compared as they are written, but for case: folding every short text of a page would take too long. */
const plain = (text: string) =>
  text
    .replace(/\([^()]*\)\s*$/u, '')
    .replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069\u00a0]+/gu, ' ')
    .replace(/[\s:：….]+$/u, '')
    .trim()
    .toLowerCase();
const byLabel = new Map<string, HeaderName>();
for (const name of ['from', 'to', 'cc', 'bcc', 'reply-to', 'date', 'subject'] as const)
  for (const word of HEADERS[name].split('|')) if (!byLabel.has(word)) byLabel.set(word, name);
const replies = new Set(CONTROLS.reply.split('|'));
const forwards = new Set(CONTROLS.forward.split('|'));
/** A text without any of these has no button to answer with. */
export const replyWords = new RegExp(CONTROLS.reply, 'i');

/** The header that a label names: "Von:", "FROM", "差出人：". A word of one letter counts only with a colon after it. */
export function headerNamed(label: string): HeaderName | undefined {
  if (label.length > 40) return undefined;
  const word = plain(label);
  return word.length <= 1 && !/[:：]\s*$/u.test(label) ? undefined : byLabel.get(word);
}

/** The header and the rest of a line such as "From: Dana Fox <dana@globex.test>". */
export function splitHeaderLine(line: string): { header: HeaderName; rest: string } | undefined {
  if (!line.includes(':') && !line.includes('：')) return undefined;
  const match = /^\s*([^:：]{1,30}[:：])\s*(\S.*)$/su.exec(line.slice(0, 5_000));
  const header = match?.[1] === undefined ? undefined : headerNamed(match[1]);
  return header === undefined || match?.[2] === undefined ? undefined : { header, rest: match[2] };
}

/** What a button does with a message, by its words. */
export function controlNamed(label: string): 'reply' | 'forward' | undefined {
  if (label.length > 40) return undefined;
  const word = plain(label);
  return replies.has(word) ? 'reply' : forwards.has(word) ? 'forward' : undefined;
}
