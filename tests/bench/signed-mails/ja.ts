import type { Language } from './languages.ts';

export const ja: Language = {
  people: [
    { name: '高橋 美咲', given: '高橋', local: 'misaki.takahashi' },
    { name: '渡辺 健太郎', given: '渡辺', local: 'watanabe' },
    { name: '小野寺 葵', given: '小野寺', local: 'aoi.onodera' },
    { name: '石川 大輔', given: '石川', local: 'd-ishikawa' },
    { name: '藤原 さくら', given: '藤原', local: 'sakura.fujiwara' },
    { name: '松本　翔', given: '松本', local: 'sho.matsumoto' },
  ],
  titles: ['営業部 課長', '総務部 主任', '代表取締役', '購買部 部長', '開発部 マネージャー', '広報担当', '取締役', '経理部 係長', 'プロジェクトマネージャー', '店長'],
  companies: [
    { name: '株式会社みどり物流', label: 'midori' },
    { name: '北斗システム株式会社', label: 'hokuto' },
    { name: '有限会社渡辺製作所', label: 'watanabe-ss' },
    { name: '合同会社あおぞら', label: 'aozora' },
    { name: '見本商事株式会社', label: 'mihon' },
    { name: '例示大学', label: 'reiji' },
  ],
  addresses: ['〒100-0001 東京都千代田区千代田1-1 見本ビル5階', '〒530-0001 大阪府大阪市北区梅田2-2', '〒460-0008 愛知県名古屋市中区栄3-3-3', '〒060-0001 北海道札幌市中央区北1条西4'],
  work: (digits) => ({ written: `03-5555-01${digits}`, number: `+813555501${digits}` }),
  mobile: (digits) => ({ written: `090-0000-01${digits}`, number: `+8190000001${digits}` }),
  closings: ['よろしくお願いいたします。', '以上、よろしくお願いいたします。', '何卒よろしくお願い申し上げます。', '宜しくお願い致します。', '敬具', '以上'],
  labels: { phone: 'TEL', mobile: '携帯', mail: 'E-mail', web: 'URL' },
  greetings: ['Sally 様', 'Acme株式会社 Reyes様', 'お世話になっております。', 'Reyes 様'],
  paragraphs: [
    '先日はお打ち合わせのお時間をいただき、ありがとうございました。',
    'お見積書を再度お送りいただけますでしょうか。',
    '必要なものは以下のとおりです。\n・ライセンス 40件\n・訪問での研修\n・日本語の契約書',
    '木曜日は終日外出しておりますので、金曜日にお電話いたします。',
    '請求書がまだ届いておりません。経理が月末までに必要としております。',
    '承知いたしました。',
  ],
  lastWords: ['ご確認をお願いいたします。', 'ありがとうございました。', 'また明日ご連絡します。', 'リストを添付いたします。', 'ご不明な点は山田(03-5555-0199)までご連絡ください。', '資料はこちらです。 https://shiryo.test/31'],
  smallPrint: ['本メールには機密情報が含まれている場合があります。誤って受信された場合は削除してください。'],
  app: 'iPhoneから送信',
  attribution: '2031年9月2日(火) 17:21 Sally Reyes <sally@acme.test>:',
};
