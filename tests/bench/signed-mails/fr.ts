import type { Language } from './languages.ts';

export const fr: Language = {
  people: [
    { name: 'Élodie Marchandeau', given: 'Élodie', local: 'elodie.marchandeau' },
    { name: 'Jean-Baptiste Roussel', given: 'Jean-Baptiste', local: 'jb.roussel' },
    { name: 'Aïcha Benkirane', given: 'Aïcha', local: 'abenkirane' },
    { name: 'Guillaume de Kervadec', given: 'Guillaume', local: 'guillaume.dekervadec' },
    { name: 'Solène LE GOFF', given: 'Solène', local: 'solene.legoff' },
    { name: 'Thibault Vasseur', given: 'Thibault', local: 'thibault' },
  ],
  titles: [
    'Directrice commerciale', 'Responsable des achats', 'Chef de projet', 'Ingénieur d’affaires', 'Gérant', 'Assistante de direction', 'Chargée de clientèle',
    'Directeur des systèmes d’information', 'Comptable', 'Consultant senior',
  ],
  companies: [
    { name: 'Transports Marchandeau SARL', label: 'marchandeau' },
    { name: 'Sylvane Énergie SAS', label: 'sylvane' },
    { name: 'Cabinet Roussel', label: 'cabinet-roussel' },
    { name: 'Groupe Kervadec', label: 'kervadec' },
    { name: 'Ateliers du Ponant S.A.', label: 'ponant' },
    { name: 'Lumiplan', label: 'lumiplan' },
  ],
  addresses: ['12 rue des Tilleuls, 69003 Lyon', '45, avenue de l’Exemple – 75011 Paris', '3 place du Marché, 44000 Nantes', '8 boulevard Voltaire, 33000 Bordeaux'],
  work: (digits) => ({ written: `+33 1 99 00 12 ${digits}`, number: `+331990012${digits}` }),
  mobile: (digits) => ({ written: `06 39 98 45 ${digits}`, number: `+336399845${digits}` }),
  closings: ['Cordialement,', 'Bien cordialement', 'Bien à vous,', 'Merci d’avance,', 'Salutations distinguées,', 'À bientôt,', 'Très cordialement,', 'Cdlt'],
  labels: { phone: 'Tél.', mobile: 'Portable', mail: 'Courriel', web: 'Site' },
  greetings: ['Bonjour Sally,', 'Madame,', 'Chère Madame Reyes,', 'Bonjour,'],
  paragraphs: [
    'merci pour votre proposition, nous l’étudions cette semaine.',
    'Pourriez-vous nous renvoyer le devis avec la remise dont nous avons parlé ?',
    'Il nous faudrait :\n- 40 licences\n- une formation sur site\n- le contrat en français',
    'Je serai absent jeudi et vendredi, mais ma collègue Inès pourra vous répondre au besoin.',
    'La facture n° 2031-118 de 4 200 € ne nous est pas parvenue, la comptabilité l’attend toujours.',
    'C’est parfait, on fait comme ça.',
  ],
  lastWords: ['Merci de me tenir au courant.', 'Merci pour votre aide !', 'À demain !', 'Vous trouverez la liste en pièce jointe.', 'Pour toute question, appelez M. Petit au 01 99 00 12 99.', 'Le dossier est ici : https://dossiers.test/31'],
  smallPrint: ['Ce message et ses pièces jointes sont confidentiels. Si vous n’êtes pas le destinataire, merci de le détruire.', 'Pensez à l’environnement avant d’imprimer ce message.'],
  app: 'Envoyé de mon iPhone',
  attribution: 'Le mar. 2 sept. 2031 à 17:21, Sally Reyes <sally@acme.test> a écrit :',
};
