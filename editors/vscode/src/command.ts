import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { execFile } from "node:child_process";

/** The settings that say how the linter is started. */
export interface Launch {
  readonly path: string;
  readonly interpreter: string;
  readonly args: readonly string[];
}

/** A program and its arguments. */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

/** How to tell whether a command works; the tests put their own in its place. */
export type Probe = (command: Command, cwd: string | undefined) => Promise<string | undefined>;

const PATIENCE_MS = 20_000;

/** What `ainewslint --version` prints, or undefined where that cannot be run. */
export const probe: Probe = (command, cwd) =>
  new Promise((resolve) => {
    const options = { timeout: PATIENCE_MS, windowsHide: true, ...(cwd ? { cwd } : {}) };
    execFile(command.command, [...command.args, "--version"], options, (error, stdout) =>
      resolve(error ? undefined : stdout.trim()),
    );
  });

/** Where candidates are looked for; `environment` is the folder whose `.venv` may be run. */
export interface Surroundings {
  readonly folder: string | undefined;
  readonly environment: string | undefined;
  readonly chosen: string | undefined;
}

/**
 * The commands to try, in order: the one that is configured and no other; else the Python
 * environment chosen in the editor, the workspace's own `.venv`, and the search path.
 */
export function candidates(launch: Launch, { folder, environment, chosen }: Surroundings): Command[] {
  const args = launch.args;
  if (launch.path) {
    return [{ command: expand(launch.path, folder), args }];
  }
  if (launch.interpreter) {
    return [asModule(expand(launch.interpreter, folder), args)];
  }
  const found: Command[] = [];
  if (chosen) {
    found.push(asModule(chosen, args));
  }
  const own = environment && interpreterIn(path.join(environment, ".venv"));
  if (own && own !== chosen && fs.existsSync(own)) {
    found.push(asModule(own, args));
  }
  found.push({ command: "ainewslint", args });
  return found;
}

/** The first candidate that works; undefined for none. */
export async function working(
  tried: readonly Command[],
  folder: string | undefined,
  test: Probe,
  log: (line: string) => void,
): Promise<Command | undefined> {
  for (const one of tried) {
    const version = await test(one, folder);
    log(`${shown(one)}: ${version ?? "cannot be run"}`);
    if (version !== undefined) {
      return one;
    }
  }
  return undefined;
}

/** A command as one line. */
export function shown(command: Command): string {
  return [command.command, ...command.args].join(" ");
}

/** `~` and `${workspaceFolder}` in a path written out. */
export function expand(text: string, folder: string | undefined): string {
  const home = text === "~" || text.startsWith("~/") ? os.homedir() + text.slice(1) : text;
  return folder ? home.replaceAll("${workspaceFolder}", folder) : home;
}

/** `-P`: modules are not looked for in the working folder, which is the workspace. */
function asModule(interpreter: string, args: readonly string[]): Command {
  return { command: interpreter, args: ["-P", "-m", "ainewslint", ...args] };
}

function interpreterIn(environment: string): string {
  return process.platform === "win32"
    ? path.join(environment, "Scripts", "python.exe")
    : path.join(environment, "bin", "python");
}
