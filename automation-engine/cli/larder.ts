#!/usr/bin/env node
/** The `larder` command: finds the sub-command's file, hands it its words, and ends with its exit code. */
import { once } from 'node:events';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { didYouMean } from '../recipe-language/closest.ts';
import type { Command, ExitCode, Io } from './define-command.ts';

const FOLDER = import.meta.dirname;
const MARK = /^export const command\b/m;

/** The names of all commands, `recipe check` for recipe-check.ts. Other scripts in the folder are told apart without running them. */
export async function commandNames(): Promise<string[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.ts') && name !== 'larder.ts');
  const marked = await Promise.all(files.map(async (file) => MARK.test(await readFile(join(FOLDER, file), 'utf8'))));
  return files
    .filter((_, at) => marked[at])
    .map((file) => file.replace(/\.ts$/, '').replaceAll('-', ' '))
    .sort();
}

async function loadCommand(name: string): Promise<Command> {
  const module: { command: Command } = await import(`./${name.replaceAll(' ', '-')}.ts`);
  return module.command;
}

/** Runs one command line. */
export async function runCommandLine(words: readonly string[], io: Io): Promise<ExitCode> {
  const json = words.includes('--json');
  const help = words.some((word) => word === '--help' || word === '-h');
  const plain = words.filter((word) => !['--json', '--help', '-h'].includes(word));
  const names = await commandNames();
  const name = names.find((candidate) => candidate.split(' ').every((part, at) => plain[at] === part));
  if (name === undefined) {
    if (plain.length === 0) return showHelp(names, io, help);
    const group = names.filter((candidate) => candidate.startsWith(`${plain[0]} `));
    const said = plain.slice(0, 2).join(' ');
    if (group.length > 0 && plain.length === 1)
      io.err(`larder ${said}: what about it? There is ${group.map((one) => `"${one}"`).join(', ')}.`);
    else
      io.err(
        `larder: there is no command "${said}"; ${didYouMean(said, names) ?? didYouMean(plain[0] ?? '', names) ?? 'see larder --help'}`,
      );
    return 2;
  }
  const command = await loadCommand(name);
  if (help) {
    io.out(`larder ${name} ${command.usage}`.trimEnd());
    io.out('');
    io.out(command.about);
    if (command.details !== undefined) io.out(`\n${command.details}`);
    io.out(
      '\n--json prints one JSON value. Exit code 0: well; 1: something is wrong; 2: called wrongly or could not run.',
    );
    return 0;
  }
  return command.run(plain.slice(name.split(' ').length), { json, io });
}

async function showHelp(names: readonly string[], io: Io, asked: boolean): Promise<ExitCode> {
  const commands = await Promise.all(names.map(async (name) => ({ name, command: await loadCommand(name) })));
  const write = asked ? io.out : io.err;
  write('larder COMMAND …\n');
  const usages = commands.map(({ name, command }) => `${name} ${command.usage}`.trimEnd());
  const width = Math.max(...usages.map((usage) => usage.length));
  for (const [at, { command }] of commands.entries()) write(`  ${(usages[at] ?? '').padEnd(width)}   ${command.about}`);
  write('\nlarder COMMAND --help says more; --json prints one JSON value.');
  return asked ? 0 : 2;
}

async function askPerson(question: string): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D end it without an answer.
  const closed = once(terminal, 'close').then(() => undefined);
  try {
    return await Promise.race([terminal.question(question), closed]);
  } finally {
    terminal.close();
  }
}

// Compared by path, so that a test can import this file without running it; npm starts it through a link.
if (process.argv[1] !== undefined && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) {
  const hasPerson = process.stdin.isTTY && process.stdout.isTTY;
  const io: Io = {
    out: (line) => console.log(line),
    err: (line) => console.error(line),
    ...(hasPerson ? { ask: askPerson } : {}),
  };
  process.exitCode = await runCommandLine(process.argv.slice(2), io);
}
