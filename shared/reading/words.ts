/**
 * Words by which readers tell names, titles, companies and page furniture apart, in the languages that Larder ships. Data only, and
 * general words only: none is here because one sample needed it. All are folded (lower case, no diacritics) before comparing.
 */
import { foldText } from './evidence.ts';

/** Hebrew acronyms such as מנכ"ל are one word. */
export const joinAcronyms = (text: string): string =>
  text.replace(/(?<=\p{Script=Hebrew})["'”״׳](?=\p{Script=Hebrew})/gu, '');

const words = (text: string): ReadonlySet<string> =>
  new Set(
    joinAcronyms(text)
      .split(/\s+/u)
      .map(foldText)
      .filter((word) => word !== ''),
  );

export const honorifics =
  words(`mr mrs ms miss mx dr prof professor sir dame lord lady rev fr hon herr frau hr fru dott dottssa ing dipl
  univ priv doz me mtre dra profa maître
  mag mme mlle monsieur madame mademoiselle m sr sra srta don doña señor señora sig sigra signor signora dhr mevr mw ir pan pani shri smt
  phd md mba msc bsc さん 様 氏 ד"ר פרופ גב עו"ד רו"ח`);

/** What follows a name. */
export const suffixes = words(
  'jr sr ii iii iv phd md mba msc bsc ma ba cpa esq llm jd rn pe pmp cfa cissp dds dvm faia mrics frics',
);

/** Small words inside family names: https://en.wikipedia.org/wiki/Nobiliary_particle */
export const particles: ReadonlySet<string> = new Set(
  `van von der den de del della di da do dos das du la le les lo ter ten te zu zum zur af av al el bin ibn ben bat e y und of`.split(
    ' ',
  ),
);

/** Words that make a phrase a job title. */
export const titleWords = words(`
  head chief ceo cfo cto coo cmo cio ciso cpo cro chro president vp svp evp avp vice-president director manager supervisor officer executive
  lead leader principal partner founder co-founder cofounder owner proprietor chairman chairwoman chairperson chair secretary treasurer
  engineer developer programmer architect designer analyst scientist researcher consultant advisor adviser specialist strategist planner
  coordinator administrator assistant associate accountant controller auditor bookkeeper buyer purchaser broker agent representative rep
  recruiter trainer coach teacher lecturer professor attorney lawyer solicitor barrister counsel paralegal notary physician nurse doctor
  dentist therapist editor writer author journalist reporter photographer producer technician operator superintendent foreman dispatcher
  receptionist intern trainee apprentice ambassador evangelist realtor estimator salesperson merchandiser curator librarian dean provost
  trustee underwriter actuary economist statistician chemist biologist pharmacist pilot captain chef
  illustrator copywriter translator interpreter surgeon veterinarian fellow surveyor
  leiter leiterin leitung abteilungsleiter abteilungsleiterin geschäftsführer geschäftsführerin geschäftsleitung vorstand vorständin
  inhaber inhaberin prokurist prokuristin berater beraterin ingenieur ingenieurin entwickler entwicklerin sachbearbeiter sachbearbeiterin
  referent referentin assistent assistentin assistenz projektleiter projektleiterin teamleiter teamleiterin kaufmann kauffrau
  vertriebsleiter vertriebsleiterin einkäufer einkäuferin disponent disponentin buchhalter buchhalterin
  rechtsanwalt rechtsanwältin architekt architektin arzt ärztin steuerberater steuerberaterin notar notarin übersetzer übersetzerin
  gründer gründerin gesellschafter mitarbeiter mitarbeiterin verkäufer verkäuferin techniker technikerin meister
  vorsitzender vorsitzende schatzmeister schatzmeisterin kassenwart kassenwartin schriftführer schriftführerin sekretär sekretärin sekretariat
  directeur directrice responsable chargé chargée chef cheffe gérant gérante président présidente fondateur fondatrice ingénieur ingénieure
  conseiller conseillère consultante adjoint adjointe assistante commercial commerciale acheteur acheteuse comptable secrétaire avocat avocate
  professeur professeure enseignant enseignante chercheur chercheuse attaché attachée architecte juriste notaire médecin technicien technicienne
  rédacteur rédactrice graphiste traducteur traductrice formateur formatrice coordinateur coordinatrice administrateur administratrice
  développeur développeuse gestionnaire associé associée délégué déléguée
  director directora gerente jefe jefa responsable encargado encargada presidente presidenta fundador fundadora ingeniero ingeniera
  asesor asesora consultor consultora coordinador coordinadora comprador compradora vendedor vendedora contable abogado abogada
  profesor profesora catedrático catedrática médico médica arquitecto arquitecta diseñador diseñadora traductor traductora redactor redactora
  delegado delegada propietario propietaria ejecutivo ejecutiva subdirector subdirectora investigador investigadora notario notaria periodista
  secretario secretaria técnico técnica desarrollador desarrolladora analista socio socia administrador administradora
  diretor diretora gestor gestora chefe engenheiro engenheira assessor assessora coordenador coordenadora advogado advogada sócio sócia
  direttore direttrice responsabile dirigente amministratore titolare fondatore fondatrice ingegnere consulente impiegato impiegata
  ragioniere commercialista avvocato presidente addetto addetta
  directeur hoofd bestuurder eigenaar oprichter adviseur medewerker medewerkster projectleider inkoper verkoper boekhouder
  chef vd avdelningschef säljare säljchef inköpare inköpschef rådgivare handläggare ekonomiansvarig projektledare grundare ägare utvecklare
  direktør leder sjef selger daglig-leder innkjøpssjef rådgiver konsulent
  kierownik dyrektor prezes specjalista menedżer
  директор менеджер руководитель начальник инженер специалист
  מנהל מנהלת מנכ"ל מנכ״ל סמנכ"ל סמנכ״ל סמנכ"לית ראש יועץ יועצת מהנדס מהנדסת רכז רכזת יו"ר
  部長 課長 係長 主任 社長 代表取締役 取締役 専務 常務 マネージャー ディレクター 店長 所長 担当 主査 主幹 室長 本部長 次長 担当 会長 顧問 支配人 弁護士 税理士 秘書
  教授 准教授 助教 講師 研究員 理事 院長 学長 校長 編集長 局長 支店長 工場長 司法書士 行政書士 公認会計士 建築士 医師 看護師 広報担当
  デザイナー エンジニア プログラマー コンサルタント アナリスト プランナー プロデューサー リーダー チーフ
  רואה חשבון עורך עורכת מזכירה מזכיר אחראי אחראית טכנאי מתכנת מתכנתת מפתח מפתחת סגן סגנית דירקטור דירקטורית שותף שותפה אדריכל אדריכלית מעצב מעצבת
  עו"ד רו"ח רופא רופאה מרצה מורה קניין קניינית חשב חשבת נציג נציגה עוזר עוזרת מייסד מייסדת מנכ"לית
  مدير مديرة رئيس رئيسة مسؤول مسؤولة مهندس مهندسة محاسب محاسبة مستشار مستشارة منسق منسقة مشرف مشرفة محام محامية مندوب مندوبة`);

/** German and Scandinavian titles are compounds: only their ends are listed. */
export const titleEndings =
  /(?:leiter|leiterin|manager|managerin|berater|beraterin|ingenieur|ingenieurin|führer|führerin|fuhrer|fuhrerin|chef|chefin|assistent|assistentin|referent|referentin|beauftragter|beauftragte|direktor|direktorin|entwickler|entwicklerin|techniker|technikerin|planer|planerin|bearbeiter|bearbeiterin|architekt|architektin|redakteur|redakteurin|meister|meisterin|prüfer|prüferin|prufer|pruferin|ologist|ansvarig|ledare|leder|\p{Script=Han}{2}[士師])$/u;

/** Departments: a title often goes on with one after a comma. */
export const departments =
  words(`sales marketing procurement purchasing operations finance accounting accounts legal compliance engineering
  it hr people talent support success service services logistics supply production manufacturing quality research development r&d product design
  communications pr press partnerships alliances administration facilities security data analytics strategy business corporate global
  regional international emea apac americas europe einkauf vertrieb verkauf marketing personal buchhaltung verwaltung produktion logistik
  entwicklung technik qualität achats ventes commercial comptabilité finances juridique production logistique ressources compras ventas
  finanzas contabilidad producción recursos acquisti vendite inkoop verkoop inköp försäljning 営業部 総務部 人事部 開発部 購買部 経理部 企画部 製造部`);

/** Legal forms of companies, folded without blanks and dots. */
export const legalForms =
  words(`inc incorporated corp corporation co company llc llp haftungsbeschränkt mbb partg lp ltd limited plc pllc pc pty pvt gmbh mbh ag kg kgaa ohg
  gbr ug se ev eg ek sa sas sasu sarl eurl sci snc scop sl slu slp srl srls spa sapa bv nv vof cv cvba bvba ab hb aps as asa oy oyj ou sia
  uab doo dd zrt kft nyrt sp zoo spzoo sro vos ooo oao zao lda ltda eireli mei sac eirl spr sprl asbl ca sca kk gk yk bhd sdn pte llc fze fzco wll`);

/** Words that make a phrase the name of a company or institution. */
export const companyWords =
  words(`group holding holdings agency bank university college school institute foundation association society council
  ministry department hospital clinic partners solutions systems technologies technology software labs laboratory laboratories studio studios
  consulting consultants services industries enterprises ventures capital media press publishing logistics freight shipping insurance
  pharmaceuticals pharma energy electric motors airlines hotel hotels restaurant bakery brewery foods farms construction builders
  engineering manufacturing international global networks telecom communications interactive digital team office cloud billing support library museum gallery theatre theater centre
  bäckerei apotheke kanzlei praxis verlag verein stiftung hochschule universität sparkasse werke druckerei gruppe büro
  société groupe agence cabinet banque université boulangerie éditions établissements fils frères
  grupo empresa agencia banco universidad fundación hijos hermanos editorial soluciones sistemas
  gruppo società azienda banca università fondazione studio fratelli figli filhos irmãos
  mairie préfecture ministère lycée académie municipalidad ayuntamiento diputación ministerio colegio instituto clínica
  weingut autohaus gasthof metzgerei tischlerei schreinerei spedition ingenieurbüro architekturbüro
  gemeinde ministerium landratsamt stadtverwaltung klinik krankenhaus schule
  sekretariat kundenservice kundendienst helpdesk secrétariat secretaría atención
  groep bedrijf universiteit stichting zonen koncern stiftelse
  株式会社 有限会社 合同会社 大学 銀行 協会 בע"מ בע״מ חברת קבוצת אוניברסיטת בנק ושות
  משרד עורכי סוכנות סוכנויות מכללת מכון עמותת תעשיות הנדסה טכנולוגיות מערכות שירותי 研究所 事務所 病院 組合 商店 工業 商事 製作所
  工務店 建設 運輸 物流 印刷 医院 クリニック 薬局 酒造 旅館 ホテル スタジオ サポートセンター 事務局 סטודיו צוות רואי מכללה המכללה
  شركة مؤسسة مجموعة مصنع بنك جامعة`);

/** What menus, buttons and headings say. */
export const interfaceWords =
  words(`contact contacts about home menu login logout sign signup subscribe newsletter privacy policy terms
  conditions cookie cookies imprint legal notice press blog news events careers jobs team our your the and us we you my all more read
  learn get start started free try demo pricing products product services service solutions company customers support help center faq search
  download downloads share follow facebook twitter linkedin instagram youtube copyright rights reserved welcome hello dear hi new york san
  los angeles francisco street road avenue lane drive square suite floor north south east west united states kingdom
  january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
  phone mobile email mail address website web opening hours office headquarters
  kontakt impressum datenschutz startseite über uns unser unsere ihr ihre team karriere aktuelles anfahrt öffnungszeiten warenkorb anmelden
  telefon adresse accueil contactez nous notre nos votre équipe mentions légales actualités recrutement téléphone adresse
  inicio contacto nosotros nuestro nuestra equipo aviso legal privacidad noticias teléfono dirección empleo
  צור קשר אנשי אודות אודותינו הצוות צוות שלנו דף הבית טלפון כתובת שעות פתיחה
  chi siamo contatti squadra notizie over ons contactgegevens om oss kontakta`);
