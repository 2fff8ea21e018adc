/** Phrases by which the parts of a mail are told apart, in the languages that Larder ships. Data only. */

/** What people write above their name. Compared with the start of a short line, folded. */
export const closings: readonly string[] = `
best regards|kind regards|kindest regards|warm regards|warmest regards|with regards|regards|many thanks|thanks and regards|thanks|thank you
thanks again|thanks in advance|thank you very much|best|best wishes|all the best|all best|cheers|sincerely|yours sincerely|yours faithfully|yours truly
sincerely yours|cordially|respectfully|warmly|take care|talk soon|have a great day|have a nice day|yours|ta|rgds|with best wishes|best wishes and thanks|speak soon|see you soon|warm wishes|kr|br|brgds|looking forward|best to all|with gratitude|with appreciation
mit freundlichen grüßen|mit freundlichem gruß|freundliche grüße|freundlicher gruß|mit besten grüßen|beste grüße|viele grüße|schöne grüße|herzliche grüße
liebe grüße|mit herzlichen grüßen|gruß|grüße|mfg|vg|lg|bg|hochachtungsvoll|vielen dank|besten dank|danke|servus|schönen gruß|freundlich grüßt|herzlichst|mit bestem gruß|mit bestem dank|mit besten empfehlungen|ganz herzliche grüße|sonnige grüße|bis bald
cordialement|bien cordialement|très cordialement|bien à vous|bien à toi|sincères salutations|salutations|meilleures salutations|salutations distinguées
veuillez agréer|je vous prie|amicalement|respectueusement|cdlt|cdt|merci|merci d'avance|à bientôt|bonne journée|bonne réception
au plaisir|amitiés|bises|bisous|votre dévoué|votre dévouée|votre bien dévoué|votre bien dévouée|cordiales salutations|sincèrement|bien sincèrement|avec mes remerciements|avec tous mes remerciements|à très bientôt|à très vite|belle journée|excellente journée|bonne soirée|belle soirée|bonne fin de journée
saludos|un saludo|saludos cordiales|un cordial saludo|cordialmente|atentamente|atentos saludos|muchas gracias|gracias|un abrazo|abrazos|quedo a la espera
un fuerte abrazo|un abrazo fuerte|quedo atento|quedo atenta|besos|un beso|slds|sds|saluda atentamente|saluda a usted atentamente|le saluda atentamente|les saluda atentamente|saludos y gracias|reciba un saludo|reciba un cordial saludo|reciban un cordial saludo|reciba un atento saludo|cordiales saludos|respetuosamente|afectuosamente|quedo a su disposición|feliz día|que tenga un buen día|hasta pronto
cordiali saluti|distinti saluti|un cordiale saluto|saluti|grazie|grazie mille|a presto|in fede|buona giornata
atenciosamente|atentamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|abraços|obrigado|obrigada|att
met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|hartelijke groet|groeten|groet|mvg|bedankt|dank je wel|alvast bedankt
med vänliga hälsningar|med vänlig hälsning|vänliga hälsningar|vänligen|hälsningar|mvh|tack|tack på förhand
med venlig hilsen|venlig hilsen|med vennlig hilsen|vennlig hilsen|hilsen|mange tak|takk|ystävällisin terveisin|terveisin
z poważaniem|pozdrawiam|serdecznie pozdrawiam|s pozdravem|üdvözlettel|cu stima|saygılarımla|с уважением|з повагою|с наилучшими пожеланиями
בברכה|בברכת|בכבוד רב|תודה|תודה רבה|בתודה|בתודה מראש|תודה מראש|כל טוב|יום טוב|יום נעים|המשך יום נעים|שבוע טוב|המשך יום טוב|ערב טוב|סוף שבוע נעים|שבת שלום|חג שמח|בברכה חמה|בידידות|בהערכה|בהוקרה|להתראות|よろしくお願い申し上げます|宜しくお願い申し上げます|何卒よろしく|どうぞよろしく|以上よろしく|以上宜しく|草々|よろしくお願いいたします|よろしくお願いします|宜しくお願いいたします|宜しくお願い致します|よろしくお願い致します|取り急ぎ|今後ともよろしく|引き続きよろしく|ご確認のほど|敬白|かしこ|以上|敬具
감사합니다|此致|谢谢|祝好|顺颂商祺|مع تحياتي|مع أطيب التحيات|شكرا`
  .split(/[|\n]/u)
  .filter((phrase) => phrase !== '');

/** The line above a quoted message: "On …, Sally wrote:". Each is tried on one line and on two joined lines. */
export const attributions: readonly RegExp[] = [
  /^(?:on|at|am|le|el|il|em|op|den|pe|dnia|dne|в|בתאריך|ב-?|le|à la date du)\s.{4,300}(?:wrote|writes|schrieb|schreibt|écrit|ecrit|escribió|escribio|ha scritto|escreveu|schreef|skrev|kirjoitti|napisał|napisala|napisała|napsal|пишет|написал|כתב|כתבה|כתב\/ה|a scris|het volgende geschreven)[^\n]{0,120}:\s*$/iu,
  /^.{2,200}<\s?[^<>\s]+@[^<>\s]+>\s*(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|skriver|napisał|napisała|пише|пишет|написала?|напис[а-я]{2,4}|כתב|כתבה)?\s*(?:am .{4,60}|on .{4,60})?:\s*$/iu,
  /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.{0,200}[<(]\s?[^<>\s()]+@[^<>\s()]+[>)].{0,40}[:：]$/u,
  /^.{4,300}(?:写道|寫道|작성|yazdı|написав|napsala?|pisze)\s*[:：]\s*$/iu,
  /^(?:\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}).{0,160}(?::|：|wrote:|のメール[:：]?)\s*$/u,
];

/** Those that say by their first word where they start. */
export const startedAttributions: readonly RegExp[] = attributions.filter(({ source }) => !source.startsWith('^.'));

/** Who wrote and no more: an attribution only right above a quotation. */
export const bareAttribution =
  /^\p{L}[\p{L}\p{M} .,'’-]{1,60}\s(?:wrote|writes|schrieb|schreibt|a écrit|escribió|ha scritto|escreveu|schreef|skrev|כתב|כתבה)\s?:$/u;

/** Rules that mail programs draw above the original message. */
export const originalRules =
  /^\s*(?:-{2,}|_{2,}|={2,})\s*(?:original message|original appointment|ursprüngliche nachricht|originalnachricht|message d['’]origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|исходное сообщение|הודעה מקורית|元のメッセージ|原始邮件)\s*(?:-{2,}|_{2,}|={2,})?\s*$/iu;

export const forwardRules =
  /^\s*(?:-{2,}|_{2,}|={2,})?\s*(?:forwarded message|begin forwarded message:?|weitergeleitete nachricht|anfang der weitergeleiteten (?:nachricht|e-mail):?|message transféré|début du message (?:transféré|réexpédié)\s*:?|mensaje reenviado|inicio del mensaje reenviado:?|messaggio inoltrato|inizio messaggio inoltrato:?|mensagem encaminhada|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:besked|meddelelse|melding)|הודעה שהועברה|転送メッセージ|転送されたメッセージ|пересылаемое сообщение)\s*(?:-{2,}|_{2,}|={2,})?\s*:?\s*$/iu;

/** Names of the header lines in a quoted header block. */
export const headerNames = {
  from: /^\W{0,3}(?:from|von|de|da|van|från|fra|od|от|מאת|差出人|发件人|보낸\s?사람|expéditeur|lähettäjä|kimden|feladó|de la|από)\s?\W{0,2}[:：]\s*/iu,
  other:
    /^\W{0,3}(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|para|asunto|fecha|inviato|data|a|oggetto|assunto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|wysłano|do|temat|отправлено|кому|тема|дата|נשלח|תאריך|אל|נושא|עותק|送信日時|日時|宛先|件名|发送时间|收件人|主题|lähetetty|vastaanottaja|aihe|kopio|odesláno|komu|předmět|kopie|gönderil(?:di|en)|kime|konu|tarih|elküldve|címzett|tárgy|trimis|către|subiect|στάλθηκε|προς|θέμα|보낸\s?날짜|받는\s?사람|제목|reply-to)\s?\W{0,2}[:：]/iu,
} as const;

/** How mail programs begin the subject of what they forward. */
export const forwardSubjects = /^(?:fwd?|wg|tr|rv|enc|vs|vb|vl|doorst|pd|přep|пересл?|הועבר|転送|转发|轉寄)\s?[:：]/iu;

/** How automatic answers begin their subject: all there is to tell them by where only the page is seen. */
export const automaticSubjects =
  /^(?:auto(?:matic)?[- ]?(?:reply|response)|automatische antwort|abwesenheits(?:notiz|meldung|agent)|out of (?:the )?office|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|fuori sede|resposta automática|automatisch antwoord|afwezig|automatiskt svar|autosvar|frånvaro|מענה אוטומטי|תשובה אוטומטית|自動応答|自动回复)\s*[:：-]/iu;

/** Where legal small print starts: nothing below it is about the sender. */
export const disclaimers =
  /^\W{0,3}(?:disclaimer|confidentiality|privileged|important notice|notice:|this (?:e-?mail|message|communication|transmission)|the (?:information|contents?) (?:contained )?(?:in|of) this|if you (?:are not|have received)|any (?:unauthori[sz]ed|views)|please consider the environment|think before you print|pensez à l['’]environnement|avant d['’]imprimer|antes de imprimir|piense (?:antes|en el medio)|prima di stampare|bitte (?:denken|prüfen) sie (?:an die umwelt|vor dem)|diese (?:e-?mail|nachricht)|der inhalt dieser|vertraulich|ce (?:message|courriel|mail)|cet e-?mail|les informations contenues|este (?:mensaje|correo|e-?mail)|la información contenida|aviso legal|questo messaggio|le informazioni contenute|esta mensagem|dit bericht|deze e-?mail|det här (?:meddelandet|mejlet)|denne (?:e-?mail|meddelelse)|הודעה זו|מסר זה|דואר אלקטרוני זה|המידע (?:ב|ה)(?:הודעה|מסר|כלול)|(?:אנא )?(?:חשבו|חשוב) (?:על|לפני) (?:הסביבה|שאת)|(?:本|この)(?:電子)?メール(?:に|は|の|および|及び)|本邮件|to unsubscribe|unsubscribe|abmelden|you (?:are receiving|received) this)/iu;

/** What phones and apps add by themselves. */
export const appLines =
  /^\W{0,3}(?:sent (?:from|via|with)|get outlook for|von meinem .{2,40} gesendet|gesendet (?:von|mit)|envoyé (?:de|depuis)|enviado (?:desde|do|de)|inviato (?:da|con)|verzonden (?:met|vanaf)|skickat från|sendt fra|נשלח מ|.{2,20}から送信)/iu;

/** Labels before a phone number, and what they make of it. */
export const phoneLabels: readonly { label: 'work' | 'mobile' | 'fax' | 'home' | 'switchboard'; words: RegExp }[] = [
  {
    label: 'fax',
    words:
      /(?:tele)?fax(?:[ -]?(?:nummer|nr|number)|番号)?|telecopie|télécopie|faks|f(?=[.:])|факс|פקס|ファックス|传真|팩스/iu,
  },
  {
    label: 'mobile',
    words:
      /mobile?|mob|cell(?:ular)?|handy|mobil(?:telefon|nummer)?|portable|móvil|movil|celular|cellulare|telemóvel|gsm|m(?=[.: +(])|c(?=[.: ])|моб(?:ильный)?|נייד|携帯(?:電話)?|手机|휴대폰|whatsapp|natel/iu,
  },
  { label: 'home', words: /home|privat|domicile|casa/iu },
  { label: 'switchboard', words: /switchboard|zentrale|standard|centralita|central|centralino/iu },
  {
    label: 'work',
    words:
      /tel(?:e(?:phone|fon|foon|fono|fone))?(?:[ -]?(?:nummer|nr|number))?|rufnummer|phone number|téléphone|teléfono|tlf|phone|ph|fon|direct(?: (?:line|dial))?|office|desk|durchwahl|ligne directe|p(?=[.: ])|t(?=[.: +(])|d(?=[.: ])|o(?=[.: ])|тел(?:ефон)?|טלפון|טל|משרד|ישיר|電話|直通|电话|전화|call|hotline|puh/iu,
  },
];

/** Before a number that is no phone number: of registers, taxes, banks, post, goods and customers. */
export const notPhoneLabels =
  /(?:©|\(c\)|备|(?:登録|法人|許可|免許)番号|第|(?<!\p{L})(?:(?:ust-?id|vat|tva|btw)[\s\p{L}.:#-]{0,10}\s\p{L}{2}|(?:rcs|amtsgericht|finanzamt|registro mercantil(?: de)?|tribunale(?: di)?)\s[\p{L}-]{2,20}|\p{L}{3,20}(?<!tele?fon|ruf|mobil|mobiltelefon|handy|fax|telefax|service)-?(?:nummer|nr)|art(?:icle|ikel)?|sku|ean|gtin|issn|isbn|iban|bic|swift|blz|bankleitzahl|bankkonto|(?:post|bank|plus)giro|rib|hr[ab]|krs|regon|nip|pesel|i[cč]o|di[cč]|ust-?id(?:nr)?|steuer-?(?:id|nr|nummer)|mwst|uid|vat|tva|siret|siren|rcs|ape|naf|tax|ein|fein|utr|abn|acn|gst(?:in)?|pan|cin|cif|nif|p\.?\s?iva|partita iva|codice fiscale|rea|cnpj|cpf|rg|kvk|btw|cvr|org\.?\s?nr|y-tunnus|mersis|инн|кпп|огрн(?:ип)?|окпо|[єе]дрпоу|αφμ|γεμη|ח\.?\s?פ\.?|עוסק מורשה|사업자등록번호|charity|company|order|invoice|rechnung|facture|ticket|case|ref(?:erence)?|konto|account|acct|license|licence|lic|zip|plz|po box|p\.o\. box|postfach|id))[\s.-]*(?:no|nr|number|nummer|code|#)?\s*[.:：#]?\s*$/iu;
