/**
 * Words by which the parts of a name are told apart, culture by culture: frequent family and given names, titles, particles. Data only, from
 * general knowledge of each culture's most frequent names; a list only ever settles an order that the name itself leaves open.
 */
import { foldText } from './evidence.ts';

const folded = (text: string): ReadonlySet<string> =>
  new Set(text.split(/\s+/u).map((word) => foldText(word).replaceAll(' ', '')));
const asWritten = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u));

/** Before a name, and never a given name. */
export const sureTitles = folded(
  `mr mrs miss mx dr prof professor doctor sir herr frau monsieur madame mademoiselle mme mlle docteur maître señor señora señorita
  sra srta doña dña signor signora signorina dott dottssa dottoressa avv arch geom rag dhr mevr mw drs senhor senhora dona sjkh sheikh
  shri smt sri kumari ustadh sayyid haji hajjah tun tan datuk dato datin encik puan cik bapak ibu
  господин госпожа гн гжа пан пані др проф г-н г-жа ד"ר דר פרופ עו"ד מר גב' גברת рав הרב د دكتور الدكتور السيد السيدة الأستاذ المهندس أ م`,
);

/** Before a name with a full stop, or before two other words: by themselves they are given names, too (Don Draper, Sig Hansen). */
export const doubtfulTitles = folded(
  'don hon fr ms mag ing dipl sig sigra pan pani fru hr sr m rev ir ds ifj id özv lord lady dame',
);

/** What follows "Dr." in German: Dr. rer. nat., Dr. h. c. */
export const faculties = folded('med rer nat phil jur iur oec pol ing hc habil dent vet theol mult agr sc techn h c');

/** After a name, in any case of letters. */
export const sureSuffixes = folded('jr sr junior senior phd msc bsc mba esq dphil llm llb meng beng mag');
/** After a name, in capitals only: Jack Ma, Kim Do. */
export const capitalSuffixes = folded(
  'ii iii iv md ma ba ms bs jd rn pe cpa pmp cfa dds dvm dpa mph mpa mbe obe cbe qc kc fca mp mep frcs od',
);

/** Titles of German and Scandinavian nobility belong to the family name. */
export const nobleTitles = folded(
  'graf gräfin freiherr freifrau freiin fürst fürstin prinz prinzessin baron baronin baronesse edler ritter',
);

/** Inside of family names; in small letters or with a capital. */
export const familyParticles = asWritten(
  `van von vom der den de del della delle dello dei degli di da das dos du des la le las los ter ten zu zum zur al el bin ibn bint binti st saint
  vander vanden`,
);
/** The same, but with a capital they are names. */
export const smallParticles = asWritten(
  'af av ben bat bar do te tot op aan in zu und i y e of a z ould abu bou dal dall lo li',
);
/** Between two family names: Ortega y Gasset, Gaudí i Cornet, Costa e Silva, von und zu. */
export const conjunctions = asWritten('y e i');

/** The second name of "María del Carmen". */
export const devotions = folded(
  'carmen pilar mar rosario rocío ángeles luz mercedes dolores sol consuelo valle socorro jesús fátima lourdes',
);

export const spanishFamilies = folded(
  `garcía rodríguez gonzález fernández lópez martínez sánchez pérez gómez martín jiménez ruiz hernández díaz moreno muñoz álvarez romero alonso
  gutiérrez navarro torres domínguez vázquez ramos gil ramírez serrano blanco molina morales suárez ortega delgado castro ortiz rubio marín sanz
  iglesias medina garrido cortés castillo santos lozano guerrero cano prieto méndez cruz calvo gallego vidal león márquez herrera peña flores
  cabrera campos vega fuentes carrasco diez reyes caballero nieto aguilar pascual santana herrero montero lorenzo hidalgo giménez ibáñez ferrer
  durán vicente benítez mora santiago arias vargas carmona crespo román pastor soto sáez velasco moya soler parra esteban bravo gallardo rojas
  silva santos ferreira pereira oliveira costa rodrigues martins sousa fernandes gonçalves gomes lopes marques alves almeida ribeiro pinto carvalho
  teixeira moreira correia mendes nunes soares vieira monteiro cardoso rocha neves coelho cunha pires barbosa araújo lima barros azevedo melo
  quispe mamani chávez mendoza guzmán salazar rivera contreras sandoval espinoza figueroa valdez ríos acosta miranda bautista guerra juárez`,
);

export const spanishGivens = folded(
  `maría josé juan luis carlos antonio manuel francisco javier miguel ángel pedro pablo ana carmen isabel rosa teresa elena lucía laura marta cristina
  jesús rafael fernando alberto andrés daniel david diego eduardo enrique felipe gabriel ignacio jaime jorge mario ramón raúl ricardo roberto sergio
  alejandro beatriz claudia dolores pilar mercedes patricia raquel silvia sofía verónica victoria eugenia fernanda guadalupe beltrán joão paulo
  luiz rui tiago joana inês beatriz catarina margarida helena clara luísa duarte gonçalo vítor cecília henrique augusto césar emilio ernesto`,
);
/** Behind a family name of Portugal and Brazil, and part of it. */
export const generations = folded('filho neto júnior sobrinho');

/** Chinese family names of one character, in both scripts: the most frequent hundred and some. */
export const chineseFamilies = new Set(
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧肖蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鐘姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀毛郝顾顧龚龔邵万萬钱錢严嚴覃武洪莫孔',
);
export const chineseDoubleFamilies = asWritten(
  '欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 东方 東方 夏侯 端木 独孤 獨孤 南宫 南宮 长孙 長孫 宇文 轩辕 軒轅 百里 呼延 太史 申屠 澹台',
);
/** Japanese family names of two and three characters, the most frequent. */
export const japaneseFamilies = asWritten(
  `佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 斉藤 齋藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川
  前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 岡本 金子 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 内田 柴田
  酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井 高田 増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野
  野村 松尾 市川 菊地 菊池 杉本 古川 大西 島田 水野 桜井 渡部 吉川 山内 西田 飯田 西川 小松 北村 安田 五十嵐 川口 平田 関口 中田 久保田 東 服部 大久保 川崎 岩田`,
);
/** Given names that also end like these family names do not matter: the longest family name wins. */
export const koreanFamilies = new Set(
  '김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국',
);
export const koreanDoubleFamilies = asWritten('남궁 황보 제갈 선우 독고 사공 서문 동방');

/** Family names that come first in Chinese and Vietnamese names, in Latin letters; none is a given name of the West. */
export const eastAsianFamilies = folded(
  `wang zhang zhao huang zhou zhu xu guo xie zheng feng xiao deng cao peng zeng jiang cai pan yuan dong ye cheng wei su lu ding ren shen yao
  nguyen tran pham hoang huynh phan vo dang bui ngo duong ly vu dinh trinh truong doan dao`,
);
export const vietnameseFamilies = folded(
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh truong doan dao mai',
);
/** The middle names by which a Vietnamese name is known even without its accents. */
export const vietnameseMiddles = folded('van thi huu duc minh ngoc quoc thanh xuan dinh');

/** Slavic given names in Cyrillic that end like family names, or that are frequent. */
export const slavicGivens = asWritten(
  `александр алексей анатолий андрей антон аркадий артём артем борис вадим валентин валерий василий виктор виталий владимир владислав вячеслав
  геннадий георгий григорий даниил денис дмитрий евгений егор иван игорь илья кирилл константин лев леонид максим марк михаил никита николай олег
  павел пётр петр роман руслан святослав семён сергей станислав степан тимофей фёдор федор юрий ярослав мартин стоян йордан богдан тарас остап
  александра алина алла анастасия анна валентина валерия варвара вера вероника виктория галина дарья диана евгения екатерина елена елизавета
  зинаида зоя инна ирина карина кристина ксения лариса лидия любовь людмила маргарита марина мария надежда наталья наталия нина оксана ольга
  полина раиса светлана софия софья тамара татьяна ульяна юлия яна ирена оля олена тетяна наталія юлія марія андрій сергій олександр дмитро
  володимир михайло ангелина арина регина`,
);
