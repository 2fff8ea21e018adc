/** The texts about recipes, their runs, and what needs somebody. */
import { plural } from './plural.ts';

export const recipes = {
  runStates: {
    running: 'running',
    waiting: 'waiting',
    held: 'held',
    done: 'done',
    stopped: 'stopped',
    failed: 'failed',
  } as Record<string, string>,
  outcomes: {
    done: 'done',
    skipped: 'skipped',
    waiting: 'waiting',
    retrying: 'trying again',
    'in-doubt': 'in doubt',
    failed: 'failed',
  },
  engineNeeded: {
    title: 'Recipes run in the engine',
    unpaired: 'Start it on this computer and pair, and its recipes are here:',
    asking: 'Asking the engine…',
  },
  trace: { wanted: 'Wanted', seen: 'Seen', to: 'To', subject: 'Subject', text: 'Text' },
  runs: {
    goesOn: (when: string) => `Goes on ${when}`,
    comesNext: (what: string) => `Then: ${what}`,
    acts: { stop: 'Stop', skip: 'Skip this step', retry: 'Try again from here' },
    stopSure: 'Stop this run? It does not go on later.',
  },
  needs: {
    title: 'What needs somebody',
    about: 'Nothing is lost here: what stands below waits until it can go on, or until you say what is to be done.',
    to: (address: string) => `to ${address}`,
    nextAttempt: (when: string) => `Next attempt ${when}`,
    person: 'Open the person',
    arrived: 'It arrived',
    sendAgain: 'Send it again',
    retryAll: (count: number) => plural(count, { one: 'Try # failed run again', other: 'Try all # failed runs again' }),
    lists: {
      'in-doubt': {
        title: 'Mails in doubt',
        about:
          'Handed over, and the answer was lost: they may have arrived. The engine never sends them again by itself. Look into your sent mail, or ask the person.',
        none: 'No mail is in doubt.',
      },
      failed: {
        title: 'Failed runs',
        about: 'A step could not be done. Try it again when its cause is put right, or skip it and go on.',
        none: 'No run failed.',
      },
      mails: {
        title: 'Mails that wait',
        about: 'For the mail server, for a sender to be set, or for a limit of mails to let them through.',
        none: 'No mail waits.',
      },
      waiting: {
        title: 'Runs that wait',
        about: 'For a time, for something to happen, or for their turn. They go on by themselves.',
        none: 'No run waits.',
      },
    },
  },
  recipes: {
    title: 'Recipes',
    about: 'If this happens, then do that. The engine does it, also while the browser is closed.',
    none: 'The engine has no recipes',
    noneMore: 'Put a .yaml file into the folder “recipes” of its data folder.',
    states: { on: 'on', off: 'off', problem: 'has problems', broken: 'switched off by itself' },
    switch: (title: string) => `Recipe ${title}`,
    waiting: (count: number) => plural(count, { one: '# run waits', other: '# runs wait' }),
    failed: (count: number) => plural(count, { one: '# run failed', other: '# runs failed' }),
    never: 'Has not run yet.',
    lastRun: (when: string) => `last run ${when}`,
    problems: 'What is wrong with its file',
    line: (line: number) => `line ${line}`,
    gone: 'The engine has no such recipe any more.',
    version: (version: string) => `version ${version}`,
    lastRuns: 'Last runs',
    nobody: 'no person',
  },
  inputs: {
    title: 'What can be set',
    about: 'Runs under way keep what they began with.',
    save: 'Save',
    saved: 'Saved.',
    standard: (value: string) => `by default ${value}`,
    list: 'One in each line',
    duration: 'such as 90m, 2h, 3d or 1d 12h',
  },
};
