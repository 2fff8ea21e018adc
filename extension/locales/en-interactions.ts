/** The texts of logging without a click. */
import { plural } from './plural.ts';

export const interactions = {
  logging: {
    byItself: 'logged by itself',
    logged: 'This message was logged by itself.',
    takenBack: 'Taken back. This message is not logged by itself again.',
    not: {
      'nobody-to-log': 'So this message was not logged.',
      'nobody-known': 'Not logged by itself: its sender, or whoever you wrote to, is not among your people yet.',
      'doubtful-sender': 'Not logged by itself: look at the warning first.',
      'no-id': 'Not logged by itself: this webmail does not say which message it is, so it could be logged twice.',
      'taken-back': 'Not logged by itself: you took it back.',
    },
    inReadings: (count: number) =>
      plural(count, { one: '# message logged by itself', other: '# messages logged by itself' }),
    switch: 'Log mail with people I know by itself',
    switchAbout:
      'When you open it, with or without the panel. Newsletters, lists, automatic mail, mail to more than 20 people and people you never capture are left alone.',
    withText: 'Keep the text of logged messages, too',
    forSite: (words: string, host: string) => `${words}: ${host}`,
  },
};
