/** The texts about mails that recipes drafted. */
export const drafts = {
  title: 'Mails to approve',
  about: 'Recipes wrote these and send none of them by themselves. Each waits for as long as you like.',
  none: 'No mail waits for you',
  noneMore: 'When a recipe drafts a mail, it is here and on the card of the person.',
  notYours: 'Mails are approved by owners, managers and sellers.',
  by: (recipe: string) => `written by “${recipe}”`,
  more: 'Show all',
  less: 'Show less',
  subject: 'Subject',
  text: 'Text',
  empty: 'A mail needs a subject and a text.',
  keys: 'Ctrl+Enter sends',
  acts: { approve: 'Send', change: 'Change', keep: 'Save without sending', discard: 'Discard' },
  discardSure: (subject: string) => `Discard “${subject}”? The recipe goes on without it.`,
  changesSure: 'Leave what you changed?',
  decided: {
    approve: (subject: string) => `“${subject}” is on its way.`,
    keep: (subject: string) => `“${subject}” is changed, and waits for you.`,
    discard: (subject: string) => `“${subject}” is discarded.`,
  },
};
