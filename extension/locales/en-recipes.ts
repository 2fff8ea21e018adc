/** The texts about recipes, their runs, and what needs somebody. */
import { few, plural } from './plural.ts';

/** Actions are called by their own names, which are words: `create-task`. */
const STEPS: Readonly<Record<string, string>> = {
  end: 'it is done',
  wait: 'another wait',
  'wait-for-event': 'waits for something to happen',
  if: 'looks which way to go',
  choose: 'looks which way to go',
  split: 'goes one of several ways',
  repeat: 'the same for each of a list',
  stop: 'it stops',
};

interface PastOfRecipe {
  days: number;
  runsPerDay: number;
  mailsPerDay: number;
  mailsMax: number;
}

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
  trace: { wanted: 'Wanted', seen: 'Seen' },
  runs: {
    goesOn: (when: string) => `Goes on ${when}`,
    then: (step: string) => `Then: ${STEPS[step] ?? step.replaceAll('-', ' ')}`,
    person: 'Open the person',
    recipe: 'Open the recipe',
    acts: { stop: 'Stop', skip: 'Skip this step', retry: 'Try again from here' },
    stopSure: 'Stop this run? It does not go on later.',
  },
  needs: {
    title: 'Needs attention',
    about: 'Nothing is lost here: what stands below waits until it can go on, or until you say what is to be done.',
    to: (address: string) => `to ${address}`,
    nextAttempt: (when: string) => `Next attempt ${when}`,
    arrived: 'It arrived',
    sendAgain: 'Send it again',
    count: (count: number) => plural(count, { one: '# thing needs you', other: '# things need you' }),
    forYou: {
      title: 'Waits for your yes',
      about:
        'Recipes that would have begun for too many people at once, those that Larder switched off by itself, and mails to approve.',
      none: 'Nothing waits for you.',
    },
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
    goals: (reached: number, ended: number) =>
      plural(ended, { one: `goal reached by ${reached} of # run`, other: `goal reached by ${reached} of # runs` }),
    lastRun: (when: string) => `last run ${when}`,
    broken: (when: string) => `Larder switched it off by itself, ${when}.`,
    brokenMore: 'Put the cause right, then switch it on again.',
    problems: 'What is wrong with its file',
    line: (line: number) => `line ${line}`,
    gone: 'The engine has no such recipe any more.',
    version: (version: string) => `version ${version}`,
    lastRuns: 'Last runs',
    nobody: 'no person',
    byRecipe: (title: string) => `Starts the recipe “${title}”`,
    pressed: (label: string) => `“${label}” is pressed: below you see what comes of it.`,
  },
  whyNot: {
    title: 'Why did a recipe not run?',
    which: 'Recipe',
    choose: 'Choose a recipe',
    verdicts: {
      'is-running': 'It is under way for them.',
      'has-run': 'It has run for them.',
      'would-run': 'Nothing stands in its way: it starts the next time.',
      not: 'It has not run for them.',
    },
    condition: 'The recipe asks for',
    found: 'It found',
    since: (when: string) => `since ${when}`,
    until: (when: string) => `until ${when}`,
    starts: (when: string) => `starts ${when}`,
  },
  held: {
    count: (count: number) => plural(count, { one: '# run waits for your yes', other: '# runs wait for your yes' }),
    since: (when: string) => `since ${when}.`,
    about: 'The recipe would have begun for more people at once than it may by itself. Among them:',
    acts: { release: 'Let them begin', drop: 'Drop them' },
    sure: {
      release: (count: number) => plural(count, { one: 'Let # run begin?', other: 'Let # runs begin?' }),
      drop: (count: number) => plural(count, { one: 'Drop # run for good?', other: 'Drop # runs for good?' }),
    },
  },
  enable: {
    title: 'Switch it on for whom?',
    fromNow: 'Only from now',
    fromNowMore: 'What happened before starts nothing.',
    matching: (count: number) =>
      plural(count, { one: 'Also # person who matches already', other: 'Also # people who match already' }),
    matchingToo: 'Also who matches already',
    counting: (count: number) => (count === 0 ? 'Counting…' : `Counting… ${plural(count, { other: '#' })} so far`),
    nobody: 'Nobody matches already.',
    spread: 'How they enter',
    spreads: (days: number) =>
      days === 0 ? 'all at once' : plural(days, { one: 'spread over a day', other: 'spread over # days' }),
    enrolledMails: (mails: number, days: number) =>
      mails === 0
        ? 'That is no mail.'
        : `About ${plural(mails, { one: '# mail', other: '# mails' })} ${days < 2 ? 'on that day' : 'a day'}.`,
    limit: 'The recipe may send no more; the others wait for the next day.',
    looking: 'Looking what it would have done lately…',
    past: ({ days, runsPerDay, mailsPerDay, mailsMax }: PastOfRecipe) =>
      `From now on about ${few(runsPerDay)} runs and ${few(mailsPerDay)} mails a day, as in the last ${days} days` +
      (mailsMax === 0 ? '.' : plural(mailsMax, { other: ' (at most # mails on one day).' })),
    pastUnknown: (why: string) => `What it would have done lately is not known: ${why}.`,
    begin: 'Switch on',
  },
  enrolment: {
    title: 'Who matched already',
    counts: (entered: number, waiting: number) =>
      `${plural(entered, { other: '# entered' })}, ${plural(waiting, { one: '# waits', other: '# wait' })}.`,
    states: {
      filling: () => 'Those who match are being written down.',
      'under-way': (when: string) => `The last of them enters ${when}.`,
      done: (when: string) => `All of them had their turn by ${when}.`,
      stopped: (when: string) => `It ended early, ${when}.`,
    },
    leftOut: (count: number) => plural(count, { one: '# was left out', other: '# were left out' }),
    callOff: 'Call the rest off',
    sure: (count: number) =>
      plural(count, { one: 'Leave # person out who still waits?', other: 'Leave # people out who still wait?' }),
  },
  tryPast: {
    title: 'Try on the past',
    about:
      'Plays what happened again, without any effect, and shows who would have entered and what would have been written.',
    howFar: 'How far back',
    days: (count: number) => plural(count, { one: 'the last day', other: 'the last # days' }),
    begin: 'Try it',
    entered: (count: number) => plural(count, { one: '# run would have begun.', other: '# runs would have begun.' }),
    totals: (totals: { done: number; stopped: number; failed: number; waiting: number }) =>
      `${totals.done} done, ${totals.stopped} stopped, ${totals.failed} failed, ${totals.waiting} still waiting.`,
    mails: (mails: number, most: number) =>
      mails === 0 ? 'No mail.' : plural(mails, { one: '# mail.', other: `# mails, at most ${most} on one day.` }),
    unknown: 'What nobody can know:',
  },
  history: {
    title: 'History',
    by: (device: string) => `by ${device}`,
    day: 'Day',
    started: 'Started',
    done: 'Done',
    goals: 'Goal reached',
    stopped: 'Stopped',
    failed: 'Failed',
  },
  stopAll: {
    stop: 'Stop all recipes',
    about: 'At once, and also after a restart. Nothing is lost.',
    stopped: 'All recipes are stopped.',
    since: (when: string) => `Since ${when}.`,
    stoppedMore: 'Nothing starts, no step is taken, nothing is sent. What waits goes on where it was.',
    resume: 'Let them run again',
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
